import { describe, expect, it } from 'vitest'
import { setUpAttack } from '../spec/set-up-attack'
import { injectReplayADeadTicket } from './replay-a-dead-ticket'

const url = '/api/under-the-hood/replay'
const refused = { status: 401, code: 'unauthenticated' }
const replay = { asked: 'GET /auth/me', before: { status: 200, code: null }, after: refused, invented: refused }

describe('replaying a dead ticket', () => {
  it('holds when neither the old nor an invented ticket opens anything', async () => {
    const { attack, answer } = setUpAttack(injectReplayADeadTicket)
    const outcome = attack.run()
    await answer(url, replay)
    const { held, verdict, steps } = await outcome
    expect([held, verdict]).toEqual([true, 'Refused: 401 unauthenticated'])
    expect(steps.map(({ got }) => got)).toEqual([
      '200',
      'the copy is dead',
      '401 unauthenticated',
      '401 unauthenticated',
    ])
  })

  it.each(['after', 'invented'])('does not hold when somebody is let in: %s', async (which) => {
    const { attack, answer } = setUpAttack(injectReplayADeadTicket)
    const outcome = attack.run()
    await answer(url, { ...replay, [which]: replay.before })
    expect(await outcome).toMatchObject({ held: false, verdict: 'Let in' })
  })

  it('L2 proves nothing when the server was in trouble half-way', async () => {
    const { attack, answer } = setUpAttack(injectReplayADeadTicket)
    const outcome = attack.run()
    await answer(url, { ...replay, after: { status: 503, code: 'unavailable' } })
    await expect(outcome).rejects.toThrow('nothing was proven')
  })
})
