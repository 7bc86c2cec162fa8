/** What is copied. Counted tries and round trips to a provider are not: they are worth nothing an hour later. */
export type CopiedTable =
  | 'users'
  | 'passwords'
  | 'identities'
  | 'pictures'
  | 'known_devices'
  | 'sessions'
  | 'ended_sessions'
  | 'provider_logins'

/** One row, by the names of its columns, which are the same in every SQL store. */
export type CopiedRow = Record<string, unknown>

/** Where everything is that is to be copied. It stands still until it is closed: who writes there waits, or is refused. */
export interface StoreSource {
  /** The rows of a table, in pieces that fit into memory. */
  read(table: CopiedTable): Iterable<CopiedRow[]>
  close(): void
}
