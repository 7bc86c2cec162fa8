import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Browser } from '../testing/browser.ts'
import { testApp } from '../testing/test-app.ts'
import { defaultLifetimes } from './lifetimes.ts'
import { defaultSessionLimit } from './session-limit.ts'

const page = readFileSync(new URL('../../../../docs/asvs.md', import.meta.url), 'utf8')

/** What the page says about a setting: the second column of the row that begins with its name. */
function documented(setting: string): string {
  const row = page.split('\n').find((line) => line.startsWith(`| \`${setting}\``))
  return row?.split('|')[2]?.trim() ?? `The page says nothing about ${setting}.`
}

const units = { minute: 60, hour: 3600, day: 86_400 }

/** `30 minutes` in seconds. */
function seconds(text: string): number {
  const [, count, unit] = /^(\d+) (minute|hour|day)s?$/.exec(text) ?? []
  return Number(count) * units[unit as keyof typeof units]
}

const of = (setting: keyof typeof defaultLifetimes) => seconds(documented(setting))

describe('docs/asvs.md', () => {
  it('ASVS 7.1.1 says how long sessions live, each lifetime as it is', () => {
    const said = Object.fromEntries(Object.keys(defaultLifetimes).map((name) => [name, seconds(documented(name))]))

    expect(said).toEqual(defaultLifetimes)
  })

  it('ASVS 7.1.1 names lifetimes within those of NIST SP 800-63B: AAL2, and AAL1 for who is remembered', () => {
    const { idleSeconds, absoluteSeconds, rememberedAbsoluteSeconds } = defaultLifetimes

    expect(idleSeconds).toBeLessThanOrEqual(units.hour)
    expect(absoluteSeconds).toBeLessThanOrEqual(24 * units.hour)
    expect(rememberedAbsoluteSeconds).toBeLessThanOrEqual(30 * units.day)
  })

  it.each([
    ['an ordinary session', {}, 'idleSeconds', 'absoluteSeconds'],
    ['a remembered one', { remember: true }, 'rememberedIdleSeconds', 'rememberedAbsoluteSeconds'],
  ] as const)(
    'ASVS 7.1.1 names the lifetimes that an app without settings has: %s',
    async (_which, how, idle, absolute) => {
      const { app, pass } = await testApp()
      const browser = new Browser(app)
      await browser.register()
      await browser.logIn(how)
      const { session } = (await browser.get('/auth/status')).json()

      const lasts = (end: string) => (Date.parse(end) - Date.parse(session.createdAt)) / 1000
      expect([lasts(session.idleExpiresAt), lasts(session.absoluteExpiresAt)]).toEqual([of(idle), of(absolute)])
      pass(of(idle) - 1)
      expect((await browser.get('/auth/me')).statusCode).toBe(200)
      pass(1)
      expect((await browser.get('/auth/me')).statusCode).toBe(401)
    },
  )

  it('ASVS 7.1.2 says how many sessions a user may have, and what happens with one more', async () => {
    const { most, whenFull } = defaultSessionLimit
    expect([documented('sessionLimit.most'), documented('sessionLimit.whenFull')]).toEqual([
      `${most}`,
      `\`${whenFull}\``,
    ])
    const { app, pass, rows } = await testApp()
    const first = new Browser(app)
    await first.register()

    for (let session = 2; session <= most; session += 1) {
      pass(1)
      await new Browser(app).logIn()
    }
    expect((await first.get('/auth/me')).statusCode).toBe(200)
    await new Browser(app).logIn()

    expect((await first.get('/auth/me')).json()).toMatchObject({ reason: 'session_limit' })
    expect(rows('coatcheck_sessions')).toBe(most)
  })

  it('ASVS 7.1.3 lists every way to log in that there is, none of them through somebody else', async () => {
    const { app } = await testApp()

    const { loginMethods } = (await new Browser(app).get('/auth/status')).json()

    expect(documented('login methods')).toBe(loginMethods.map((method: string) => `\`${method}\``).join(', '))
  })
})
