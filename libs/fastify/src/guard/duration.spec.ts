import { describe, expect, it } from 'vitest'
import { bareApp } from '../testing/test-app.ts'
import { coatcheck } from '../index.ts'
import { readDurationMs } from './duration.ts'

describe('readDurationMs', () => {
  it.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['1h', 3_600_000],
    ['2d', 172_800_000],
  ])('reads %s', (text, milliseconds) => {
    expect(readDurationMs(text)).toBe(milliseconds)
  })

  it.each(['', '10', 'm', '0m', '-1m', '1.5h', '10 m', '10min', '1h30m', '99999999999s'])('refuses %j', (text) => {
    expect(readDurationMs(text)).toBeNull()
  })
})

describe('a route', () => {
  it.each([{ within: '10' }, { within: 600 }, { within: '' }, { role: 'admin', within: 'soon' }])(
    'L1 keeps the app from starting with auth: %j',
    async (auth) => {
      const { app, options } = await bareApp()
      await app.register(coatcheck, options)
      app.get('/typo', { config: { auth: auth as never } }, () => 'open')

      await expect(app.ready()).rejects.toThrow(/GET \/typo has config\.auth .*within: '10m'/)
    },
  )
})
