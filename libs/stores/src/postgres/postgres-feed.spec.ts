import { createDatabase } from '../../../../tools/servers/postgres-address.ts'
import { sharedPostgres } from '../../../../tools/servers/shared.ts'
import { postgres } from '../postgres.ts'
import { describeStoreFeed } from '../testing.ts'

const { url } = await createDatabase(sharedPostgres())

describeStoreFeed('postgres', async () => [await postgres(url), await postgres(url)])
