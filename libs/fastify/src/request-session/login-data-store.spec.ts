import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { LoginDataStore, reservedKeys } from './login-data-store.ts'

describe('LoginDataStore', () => {
  it('reserves whatever @fastify/session itself can do with a session', () => {
    const Session = createRequire(import.meta.url)('@fastify/session/lib/session.js') as { prototype: object }

    const names = Object.getOwnPropertyNames(Session.prototype)

    expect(names.length).toBeGreaterThan(8)
    expect(names.filter((name) => !reservedKeys.has(name))).toEqual([])
  })

  it('keeps nothing of a request that is over', () => {
    const kept: object[] = []
    const store = new LoginDataStore((_session, changed) => {
      kept.push(changed)
      return Promise.resolve(true)
    })
    store.open('key', null)
    store.close('key')

    store.set('key', { cart: ['late'] }, () => undefined)

    expect([store.size, kept]).toEqual([0, []])
  })
})
