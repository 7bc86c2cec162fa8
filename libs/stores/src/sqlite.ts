export { type SqliteOptions, sqlite } from './sqlite/open-sqlite.ts'
