import type { Migration } from 'kysely/migration'
import { createTables } from './migrations/2026-11-23-create-tables.ts'
import { addDevices } from './migrations/2026-11-24-add-devices.ts'
import { addLimits } from './migrations/2026-11-24-add-limits.ts'
import { addIdentities } from './migrations/2026-11-25-add-identities.ts'
import { addPictures } from './migrations/2026-11-26-add-pictures.ts'

/**
 * Every change of the tables, oldest first by name. A migration that has landed is never edited:
 * databases out there have already run it.
 */
export const migrations: Record<string, Migration> = {
  '2026-11-23-create-tables': createTables,
  '2026-11-24-add-devices': addDevices,
  '2026-11-24-add-limits': addLimits,
  '2026-11-25-add-identities': addIdentities,
  '2026-11-26-add-pictures': addPictures,
}
