import { beforeAll, describe, expect, it } from 'vitest'
import { runSuite } from './run-suite.ts'

/** What a plain get and set does not keep, and the facts that find it out. */
const findings = [
  {
    promise: 'that what was ended stays ended (L3, FC-3)',
    facts: [
      'L3 FC-3 does not bring an ended session back',
      'L3 FC-3 does not bring back a session that ends meanwhile',
      'L3 FC-3 does not bring an expired session back',
      'L3 does not give an ended session a new token',
      'L3 does not give an expired session a new token',
      'L3 ends the session that went on, by a token rotated out',
      'L3 ends a session whose token changes meanwhile',
      'ends a session once and keeps the first reason',
    ],
  },
  {
    promise: 'that a token opens one session, and an old one none (FC-2)',
    facts: [
      'FC-2 opens nothing with the old token',
      'lets one of two rotations of the same token win',
      'refuses a second session with the same token hash',
      'refuses a second session with the same public id',
    ],
  },
  {
    promise: 'that of two changes none is lost (L4)',
    facts: ['L4 keeps parallel changes of different keys'],
  },
  {
    promise: 'a limit when many ask at once',
    facts: [
      'leaves five of twenty sessions that begin at once',
      'refuses fifteen of twenty sessions that begin at once',
      'counts neither expired sessions nor those of others',
    ],
  },
  {
    promise: 'that a creation does all or nothing',
    facts: [
      'L4 ends nothing when the new session cannot be kept',
      'refuses one too many and then creates and ends nothing',
    ],
  },
  {
    promise: 'traps out of the data (FC-44)',
    facts: [
      'FC-44 refuses data under the key __proto__',
      'FC-44 refuses what it could not read back and then changes nothing',
    ],
  },
  {
    promise: 'that what has expired goes',
    facts: ['removes what expired and leaves what lives', 'removes so many at a time'],
  },
]

describe('the suites, run over a store that gets and sets records in Redis', () => {
  let outcome: Awaited<ReturnType<typeof runSuite>>

  beforeAll(async () => {
    outcome = await runSuite('naive-redis-store.suite.ts')
  })

  it.each(findings)('find that it does not keep $promise', ({ facts }) => {
    expect(outcome.failed).toEqual(expect.arrayContaining(facts))
  })

  it('find nothing wrong with what it does well', () => {
    const facts = [
      'finds a session by the hash of its token',
      'finds nothing for a hash it never saw',
      'keeps changed keys and leaves the others alone',
      'opens the same session with the new token',
      'ends all sessions of a user but one',
      'FC-6 ends nothing by the public id of somebody else’s session',
    ]

    expect(outcome.passed).toEqual(expect.arrayContaining(facts))
  })
})
