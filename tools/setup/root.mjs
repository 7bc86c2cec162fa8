import { fileURLToPath } from 'node:url'

/** The folder of the workspace, without a slash at the end. */
export const root = fileURLToPath(new URL('../../', import.meta.url)).slice(0, -1)
