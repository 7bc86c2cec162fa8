import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqlite } from '../sqlite.ts'
import { describePasswordStore, describeSessionStore, describeUserStore } from '../testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'coatcheck-sqlite-'))
const open = () => sqlite(join(folder, `${randomUUID()}.db`))

describeSessionStore('sqlite', open)
describeUserStore('sqlite', open)
describePasswordStore('sqlite', open)
