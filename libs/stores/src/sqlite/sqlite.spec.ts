import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqlite } from '../sqlite.ts'
import { describeStore } from '../testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-sqlite-'))

describeStore('sqlite', () => sqlite(join(folder, `${randomUUID()}.db`)))
