import { DatabaseSync } from 'node:sqlite'

/**
 * A process that takes the write lock of a database and keeps it for as long as somebody wants it to. What it writes
 * meanwhile, more than fits into memory, must never be seen by anybody.
 */
const database = new DatabaseSync(process.argv[2] ?? '', { timeout: 5000 })
database.exec(`
  pragma cache_size = 1;
  begin exclusive;
  create table never (line text);
  insert into never select hex(randomblob(1000)) from coatcheck_users, (values (1), (2), (3));
  delete from coatcheck_sessions`)
process.on('disconnect', () => {
  database.exec('rollback')
  database.close()
})
process.send?.('locked')
