import type { AuthEvent } from '@coatcheck/angular'
import { describe, expect, it } from 'vitest'
import { lightOfEvent, lightOfExchange } from './light'

describe('lightOfExchange', () => {
  it.each([
    [200, 'well', 'browser wire server'],
    [204, 'well', 'browser wire server'],
    [403, 'refused', 'browser wire server'],
    [503, 'lost', 'browser wire'],
    [0, 'lost', 'browser wire'],
  ])('shows the way of a %i', (status, tone, path) => {
    expect(lightOfExchange({ status })).toEqual({ tone, path: path.split(' ') })
  })
})

describe('lightOfEvent', () => {
  it.each<[AuthEvent, string | undefined]>([
    [{ type: 'loggedOut', reason: null, source: 'here' }, undefined],
    [{ type: 'loggedOut', reason: null, source: 'tab' }, 'browser'],
    [{ type: 'profileChanged', userId: 'usr_ada', source: 'server' }, 'server wire browser'],
    [{ type: 'expiring', expiresInSeconds: 60 }, 'browser'],
    [{ type: 'extended', expiresInSeconds: 1800 }, 'server wire browser'],
    [{ type: 'stale' }, 'browser wire'],
    [{ type: 'fresh' }, 'server wire browser'],
  ])('shows the way of %j', (event, path) => {
    expect(lightOfEvent(event)?.path.join(' ')).toBe(path)
  })
})
