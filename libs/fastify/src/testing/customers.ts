import { DatabaseSync } from 'node:sqlite'
import type { Users } from '../index.ts'

/** A row of a table that a host had before the plugin came. */
export interface Customer {
  number: number
  full_name: string
  mail: string | null
  since: string
}

/** A host's own table, in a database of its own. */
export function customers(): Users<Customer> & { count: () => number } {
  const database = new DatabaseSync(':memory:')
  database.exec(
    'create table customers (number integer primary key, full_name text, mail text unique collate nocase, since text)',
  )
  const find = (column: string, value: string | number) =>
    (database.prepare(`select * from customers where ${column} = ?`).get(value) ?? null) as Customer | null
  return {
    findById: async (id) => find('number', id),
    findByEmail: async (email) => find('mail', email),
    toProfile: ({ number, full_name, mail, since }) => ({
      id: String(number),
      name: full_name,
      email: mail,
      createdAt: since,
      department: 'Coats',
    }),
    async create({ name, email }) {
      if (email !== null && find('mail', email) !== null) return 'email_taken'
      const insert = database.prepare(`insert into customers values (null, ?, ?, '2026-01-01T00:00:00.000Z')`)
      return { created: find('number', Number(insert.run(name, email).lastInsertRowid)) as Customer }
    },
    async update(id, { name, email }) {
      if (email !== undefined) {
        if (find('mail', email) !== null) return 'email_taken'
        database.prepare('update customers set mail = ? where number = ?').run(email, id)
      }
      if (name !== undefined) database.prepare('update customers set full_name = ? where number = ?').run(name, id)
      return find('number', id)
    },
    async delete(id) {
      database.prepare('delete from customers where number = ?').run(id)
    },
    count: () => Number(database.prepare('select count(*) as n from customers').get()?.['n']),
  }
}
