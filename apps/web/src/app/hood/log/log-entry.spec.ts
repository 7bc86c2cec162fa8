import type { AuthEvent } from '@coatcheck/angular'
import { describe, expect, it } from 'vitest'
import type { Exchange } from '../wire/exchange'
import { lineOfEvent, lineOfExchange } from './log-entry'

const exchange: Exchange = {
  ...{ id: 1, at: new Date(0), method: 'GET', path: '/auth/me', status: 200, tookMilliseconds: 12 },
  ...{ problem: null, cookies: null, setCookies: null, headers: [] },
}

describe('a line of the log', () => {
  it.each<[AuthEvent, RegExp]>([
    [{ type: 'loggedIn', userId: 'usr_ada', source: 'here' }, /^Logged in: in this tab$/],
    [{ type: 'loggedOut', reason: 'revoked', source: 'server' }, /^Logged out: .*another device/],
    [{ type: 'loggedOut', reason: null, source: 'tab' }, /^Logged out: another tab said so/],
    [{ type: 'userSwitched', from: 'usr_ada', to: 'usr_grace', source: 'tab' }, /^Somebody else is logged in/],
    [{ type: 'profileChanged', userId: 'usr_ada', source: 'server' }, /^The profile has changed: the server said so$/],
    [{ type: 'expiring', expiresInSeconds: 60 }, /^The session is about to end: in 60 seconds$/],
    [{ type: 'extended', expiresInSeconds: 1800 }, /^The session lives longer/],
    [{ type: 'stale' }, /^The server is out of reach/],
    [{ type: 'fresh' }, /^The server is back/],
  ])('tells of %j', (event, text) => {
    const { words, detail } = lineOfEvent(event)
    expect(`${words}: ${detail}`).toMatch(text)
    expect(`${words}${detail}`).not.toContain('usr_')
  })

  it('tells of a request', () => {
    expect(lineOfExchange(exchange)).toMatchObject({ words: 'GET /auth/me', detail: '200 · 12 ms', tone: 'well' })
  })

  it('tells how a request was refused', () => {
    const refused = { ...exchange, status: 403, problem: { code: 'forbidden', title: 'No' } }
    expect(lineOfExchange(refused)).toMatchObject({ detail: '403 forbidden · 12 ms', tone: 'refused' })
  })

  it('tells that there was no answer', () => {
    expect(lineOfExchange({ ...exchange, status: 0 })).toMatchObject({ detail: 'no answer · 12 ms', tone: 'lost' })
  })
})
