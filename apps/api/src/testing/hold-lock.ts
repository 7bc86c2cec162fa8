import { DatabaseSync } from 'node:sqlite'

/** A process that takes the write lock of a database and keeps it for as long as somebody wants it to. */
const database = new DatabaseSync(process.argv[2] ?? '', { timeout: 5000 })
database.exec('begin exclusive')
process.on('disconnect', () => {
  database.exec('rollback')
  database.close()
})
process.send?.('locked')
