import type { CopiedRow, CopiedTable } from './store-source.ts'

/** Where everything is copied to. Nothing of it is there before it is kept, and then all of it. */
export interface StoreTarget {
  add(table: CopiedTable, rows: readonly CopiedRow[]): Promise<void>
  keep(): Promise<void>
  /** Lets go. What was not kept was never there. */
  close(): Promise<void>
}
