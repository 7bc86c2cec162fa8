import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../../tools/servers/shared.ts'
import { postgres } from '../postgres.ts'
import { describeStore } from '../testing.ts'

describeStore('postgres', async () => postgres((await createDatabase(sharedPostgres())).url))
