import { refuse } from './refusal.ts'

/** Says no to whoever has not lately proven again who they are (step-up). */
export const confirmFirst = refuse('reauthentication_required', { detail: 'Confirm who you are, then try again.' })
