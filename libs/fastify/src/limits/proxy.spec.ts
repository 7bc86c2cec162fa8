import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { coatcheck } from '../index.ts'
import { Browser } from '../testing/browser.ts'
import { statuses, tally } from '../testing/guesses.ts'
import { ada, bareApp } from '../testing/test-app.ts'

/** An app that believes what these say about the address of a client, with Ada registered. */
async function appBehind(trustProxy: NonNullable<FastifyServerOptions['trustProxy']>): Promise<FastifyInstance> {
  const { app, options } = await bareApp({ trustProxy })
  await app.register(coatcheck, options)
  await new Browser(app).register()
  return app
}

/** Wrong logins that each claim to come from another address. */
function guessFromEverywhere(app: FastifyInstance, toHeader: (client: string) => string) {
  let client = 0
  const body = { email: ada.email, password: 'not-the-password' }
  return () =>
    new Browser(app).post('/auth/login', body, { 'x-forwarded-for': toHeader(`192.0.2.${String(++client)}`) })
}

describe('the address of a client', () => {
  it('FC-15 is not what X-Forwarded-For says, as long as no proxy is trusted', async () => {
    const app = await appBehind(false)
    const guess = guessFromEverywhere(app, (client) => client)

    expect(tally(await statuses(12, guess))).toEqual({ 401: 10, 429: 2 })
  })

  it('FC-15 is what a trusted proxy says', async () => {
    const app = await appBehind('127.0.0.1')
    const guess = guessFromEverywhere(app, (client) => client)

    expect(tally(await statuses(12, guess))).toEqual({ 401: 12 })
  })

  it('FC-15 is what a trusted proxy says, whatever the client has said to it', async () => {
    const app = await appBehind('127.0.0.1')
    const guess = guessFromEverywhere(app, (client) => `${client}, 203.0.113.7`)

    expect(tally(await statuses(12, guess))).toEqual({ 401: 10, 429: 2 })
  })

  it('is known when the proxy tells its port too', async () => {
    const app = await appBehind('127.0.0.1')
    let port = 50_000
    const guess = guessFromEverywhere(app, () => `203.0.113.7:${String(++port)}`)

    expect(tally(await statuses(12, guess))).toEqual({ 401: 10, 429: 2 })
  })

  it('is one for all whose proxy says something else', async () => {
    const app = await appBehind('127.0.0.1')
    const guess = guessFromEverywhere(app, (client) => `rubbish-${client}`)

    expect(tally(await statuses(12, guess))).toEqual({ 401: 10, 429: 2 })
  })
})
