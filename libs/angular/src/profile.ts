import type { Profile as ContractProfile } from '@coatcheck/contract'

/**
 * What is known about the person. An app with fields of its own declares them once. The interface is this package's
 * own, since an app need not have the contract where its compiler finds it.
 *
 * @example
 * declare module '@coatcheck/angular' {
 *   interface Profile { jobTitle?: string }
 * }
 */
export interface Profile extends ContractProfile {}
