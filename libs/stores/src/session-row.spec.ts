import { describe, expect, it } from 'vitest'
import { fromSessionRow, toSessionRow } from './session-row.ts'
import { sessionRecord } from './testing/session-record.ts'

describe('fromSessionRow', () => {
  it('reads back what toSessionRow wrote', () => {
    const session = sessionRecord({ data: { visited: ['AX'] }, persistent: true })

    expect(fromSessionRow(toSessionRow(session))).toEqual({ state: 'kept', session })
  })

  it.each([
    ['data', '{"__proto__":{"admin":true}}'],
    ['data', '{"constructor":{}}'],
    ['data', '{"toJSON":1}'],
    ['data', '[]'],
    ['data', '"text"'],
    ['data', 'null'],
    ['data', '{'],
    ['data', ''],
    ['data', null],
    ['data', new Uint8Array([1, 2, 3])],
    ['methods', '{}'],
    ['methods', '[1]'],
    ['methods', 'password'],
    ['user_id', null],
    ['user_id', ''],
    ['user_id', 7],
    ['user_id', 'usr_\ud800'],
    ['user_id', 'usr_\ufffd'],
    ['id', null],
    ['token_hash', 0],
    ['created_at', 'yesterday'],
    ['authenticated_at', null],
    ['last_seen_at', 1.5],
    ['idle_expires_at', Number.MAX_SAFE_INTEGER],
    ['absolute_expires_at', -1],
    ['absolute_expires_at', Infinity],
    ['reauthenticated_at', 'never'],
  ])('FC-9 finds nothing readable when %s is %j', (column, value) => {
    const row = { ...toSessionRow(sessionRecord()), [column]: value }

    expect(fromSessionRow(row)).toMatchObject({ state: 'unreadable' })
  })
})
