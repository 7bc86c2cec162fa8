import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../store.ts'
import { atMost, ending, noon, onItsOwn, rotation, sessionRecord } from '../testing/session-record.ts'
import { sqlite } from './open-sqlite.ts'

/** Twenty times something, by turns in one store and in the other. */
const twentyTimes = <T>(stores: Store[], act: (store: Store) => Promise<T>) =>
  Promise.all(Array.from({ length: 10 }, () => stores.map(act)).flat())

describe('two stores in one file', () => {
  let file: string
  let first: Store
  let second: Store

  beforeEach(async () => {
    file = join(mkdtempSync(join(tmpdir(), 'coatcheck-shared-')), 'coatcheck.db')
    first = await sqlite(file)
    second = await sqlite(file)
  })
  afterEach(() => Promise.all([first.close(), second.close()]))

  it('keep one limit of sessions', async () => {
    const terms = atMost(5, ending('session_limit'))

    await twentyTimes([first, second], (store) => store.sessions.create(sessionRecord(), terms))

    expect(await first.sessions.list('usr_ada')).toHaveLength(5)
  })

  it('FC-16 count tries together', async () => {
    const tries = [{ key: 'ada', limit: { most: 7, refillMs: 1000 } }]

    const verdicts = await twentyTimes([first, second], (store) => store.rateLimits.take(tries, noon))

    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(7)
  })

  it('let one of twenty rotations of a token win', async () => {
    const session = sessionRecord()
    await first.sessions.create(session, onItsOwn)

    const outcomes = await twentyTimes([first, second], (store) => store.sessions.rotate(session.tokenHash, rotation()))

    expect(outcomes.filter(Boolean)).toHaveLength(1)
  })

  it('L3 FC-3 know at once what the other one ended', async () => {
    const session = sessionRecord()
    await first.sessions.create(session, onItsOwn)

    await first.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))

    expect(await second.sessions.update(session.id, { data: { late: true } }, noon)).toBe(false)
    expect(await second.sessions.find(session.tokenHash)).toMatchObject({ state: 'ended' })
  })

  it('L3 FC-4 know after a restart what was ended before', async () => {
    const session = sessionRecord()
    await first.sessions.create(session, onItsOwn)
    await first.sessions.end({ tokenHashes: [session.tokenHash] }, ending('logged_out'))
    await Promise.all([first.close(), second.close()])

    first = await sqlite(file)

    expect(await first.sessions.find(session.tokenHash)).toMatchObject({ state: 'ended', reason: 'logged_out' })
  })
})
