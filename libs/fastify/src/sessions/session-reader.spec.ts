import { execFile } from 'node:child_process'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createSessionReader, type SessionReaderOptions, Unavailable } from '../sessions.ts'
import { Browser } from '../testing/browser.ts'
import { customers } from '../testing/customers.ts'
import { bareApp, publicUrl, testApp } from '../testing/test-app.ts'
import { coatcheck } from '../index.ts'

const minute = 60

/** Ada in a browser, and a reader beside the plugin. */
async function readerBeside(options: Partial<SessionReaderOptions> = {}) {
  const test = await testApp()
  const browser = new Browser(test.app)
  const { userId, session, profile } = (await browser.register()).json()
  const reader = createSessionReader({ ...test.options, ...options })
  return { ...test, browser, userId, session, profile, reader }
}

describe('readSession', () => {
  it('tells who it is as the plugin would', async () => {
    const { app, browser, reader, profile, session } = await readerBeside()

    const reading = await reader.readSession(browser.cookieHeader)

    expect(reading).toEqual({ authenticated: true, user: profile, session })
    expect(await app.coatcheck.readSession(browser.cookieHeader)).toEqual(reading)
  })

  it('hands out nothing that opens the session', async () => {
    const { browser, reader, file } = await readerBeside()
    const database = new DatabaseSync(file, { readOnly: true })
    const hash = database.prepare('select token_hash from coatcheck_sessions').get()?.['token_hash']
    database.close()

    const told = JSON.stringify(await reader.readSession(browser.cookieHeader))

    for (const secret of [String(hash), ...browser.cookies.values()]) expect(told).not.toContain(secret)
  })

  it.each([undefined, '', 'other=1', '__Host-sid=rubbish', `__Host-sid=${'A'.repeat(43)}`])(
    'finds nobody behind the header %s',
    async (header) => {
      const { reader } = await readerBeside()

      expect(await reader.readSession(header)).toEqual({ authenticated: false, reason: null })
    },
  )

  it('ASVS 7.4.1 finds nobody after a logout, and tells why', async () => {
    const { browser, reader } = await readerBeside()
    const { cookieHeader } = browser

    await browser.post('/auth/logout')

    expect(await reader.readSession(cookieHeader)).toEqual({ authenticated: false, reason: 'logged_out' })
  })

  it('finds nobody once the session has expired, and does not extend it', async () => {
    const { browser, reader, pass } = await readerBeside()
    pass(29 * minute)
    expect(await reader.readSession(browser.cookieHeader)).toMatchObject({ session: { expiresInSeconds: minute } })

    pass(minute)

    expect(await reader.readSession(browser.cookieHeader)).toEqual({ authenticated: false, reason: 'idle_timeout' })
  })

  it('L1 FC-21 finds nobody behind two live tokens', async () => {
    const { app, browser, reader } = await readerBeside()
    const phone = new Browser(app)
    await phone.logIn()

    const reading = await reader.readSession(`${browser.cookieHeader}; ${phone.cookieHeader}`)

    expect(reading).toEqual({ authenticated: false, reason: null })
  })

  it('FC-5 finds nobody when the user is gone', async () => {
    const { browser, reader, store } = await readerBeside()
    store.users.findById = async () => null

    expect(await reader.readSession(browser.cookieHeader)).toEqual({ authenticated: false, reason: 'account_deleted' })
  })

  it('L1 L7 FC-9 finds nobody behind a row that cannot be read, and says so', async () => {
    const said: string[] = []
    const { browser, reader, file } = await readerBeside({ log: { warn: (_, message) => said.push(message) } })
    const database = new DatabaseSync(file)
    database.exec(`update coatcheck_sessions set data = '[]'`)
    database.close()

    expect(await reader.readSession(browser.cookieHeader)).toEqual({ authenticated: false, reason: null })
    expect(said).toEqual([expect.stringContaining('cannot be read')])
  })

  it('L2 L5 rejects when the store cannot say, by failing or by saying nothing', async () => {
    const { app, browser, reader, store } = await readerBeside({ deadlineMs: 20 })
    for (const find of [() => Promise.reject(new Error('disk on fire')), () => new Promise<never>(() => undefined)]) {
      store.sessions.find = find

      await expect(reader.readSession(browser.cookieHeader)).rejects.toBeInstanceOf(Unavailable)
      await expect(app.coatcheck.readSession(browser.cookieHeader)).rejects.toBeInstanceOf(Unavailable)
    }
  })

  it("knows the host's own users", async () => {
    const { app, options } = await bareApp()
    const users = customers()
    await app.register(coatcheck, { ...options, users })
    const browser = new Browser(app)
    await browser.register()
    const reader = createSessionReader({
      publicUrl,
      store: options.store,
      users,
      clock: () => Date.UTC(2026, 0, 1, 12),
    })

    expect(await reader.readSession(browser.cookieHeader)).toMatchObject({
      user: { id: '1', name: 'Ada Lovelace', department: 'Coats' },
    })
  })
})

describe('isOwnOrigin', () => {
  const own = { origin: publicUrl }
  const trusted = { origin: 'https://app.shop.example', 'sec-fetch-site': 'same-site' }

  it('knows the pages of the app, and programs that are no browser', async () => {
    const { app, reader } = await readerBeside({ trustedOrigins: [trusted.origin] })

    for (const headers of [own, trusted, { ...own, 'sec-fetch-site': 'same-origin' }, {}]) {
      expect(reader.isOwnOrigin(headers)).toBe(true)
    }
    expect([app.coatcheck.isOwnOrigin(own), app.coatcheck.isOwnOrigin(trusted)]).toEqual([true, false])
  })

  it('ASVS 4.4.2 knows none else, siblings of the same site among them', async () => {
    const { reader } = await readerBeside()

    for (const origin of ['https://evil.shop.example', 'http://shop.example', 'https://shop.example:8443', 'null']) {
      expect(reader.isOwnOrigin({ origin })).toBe(false)
    }
    expect(reader.isOwnOrigin(trusted)).toBe(false)
  })
})

describe('createSessionReader', () => {
  it('refuses options that cannot have been meant', async () => {
    const { options } = await bareApp()

    expect(() => createSessionReader({ ...options, publicUrl: 'shop.example' })).toThrow('Write the origin of the app')
    expect(() => createSessionReader({ ...options, sessions: { idleSeconds: 0 } })).toThrow('whole number of seconds')
  })

  it('loads nothing of Fastify', async () => {
    const script = `
      import { registerHooks } from 'node:module'
      const loaded = []
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
      await import('@coatcheck/fastify/sessions')
      console.log(JSON.stringify(loaded))`
    const args = ['--conditions=@coatcheck/source', '--input-type=module', '--eval', script]
    const cwd = fileURLToPath(new URL('../..', import.meta.url))

    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd })

    const loaded = JSON.parse(stdout) as string[]
    expect(loaded).toContainEqual(expect.stringMatching(/session-reader\.ts$/))
    expect(loaded.filter((url) => /node_modules\/(@?fastify|fastify-|light-my-request|avvio)/.test(url))).toEqual([])
  })
})
