import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startApi } from './testing/api-process.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'coatcheck-main-'))

describe('start', { timeout: 30_000 }, () => {
  it('prints where it is open, and nobody’s password', async () => {
    const api = startApi([])

    const url = await api.opened

    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect(api.output()).not.toContain('Password')
  })

  it('makes the demo account once and prints how to use it', async () => {
    const databaseFile = join(folder(), 'demo.db')
    const environment = { DATABASE_URL: `sqlite:${databaseFile}` }
    const first = startApi(['--demo'], environment)
    await first.opened
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)

    const second = startApi(['--demo'], environment)
    const url = await second.opened

    const [, email] = /Log in as (\S+)/.exec(second.output()) ?? []
    const [, password] = /Password {2}(\S+)/.exec(second.output()) ?? []
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ email, password })
    expect((await fetch(`${url}/auth/login`, { method: 'POST', headers, body })).status).toBe(200)
  })

  it.each([
    [['--demo'], { HOST: '0.0.0.0' }, /^--demo makes an account with a known password/],
    [['--demo'], { PUBLIC_URL: 'https://shop.example' }, /^--demo makes an account with a known password/],
    [['--nope'], {}, /^Unknown option '--nope'[\s\S]*Usage:/],
    [[], { PORT: 'abc' }, /^PORT must be a whole number from 0 to 65535\.$/],
    [
      [],
      { DATABASE_URL: 'sqlite:/dev/null/coatcheck.db' },
      /^Cannot open the database \/dev\/null\/coatcheck\.db \(.+\)\./,
    ],
    [[], { HOST: '203.0.113.7', PORT: '3999' }, /^HOST is not an address of this machine\.$/],
  ])('ends with one sentence and exit code 1: %j %j', async (arguments_, environment, sentence) => {
    const api = startApi(arguments_, environment)

    expect(await api.ended).toBe(1)

    expect(api.output().trim()).toMatch(sentence)
    expect(api.output()).not.toMatch(/^\s+at /m)
  })

  it('ASVS 6.3.2 does not take the demo’s account to where others could log in with it', async () => {
    const environment = { DATABASE_URL: `sqlite:${join(folder(), 'demo.db')}` }
    const demo = startApi(['--demo'], environment)
    await demo.opened
    demo.child.kill('SIGTERM')
    await demo.ended

    const api = startApi([], { ...environment, PUBLIC_URL: 'https://shop.example' })

    expect(await api.ended).toBe(1)
    expect(api.output()).toContain("This database has the demo's account")
  })

  it('keeps the demo in a database of its own', async () => {
    const cwd = folder()
    const demo = startApi(['--demo'], { DATABASE_URL: '' }, { cwd })
    await demo.opened

    expect(readdirSync(join(cwd, 'data'))).toContain('demo.db')
    expect(readdirSync(join(cwd, 'data'))).not.toContain('coatcheck.db')
  })

  it('FI-8 does not touch a file that is not a database', async () => {
    const file = join(folder(), 'notes.txt')
    writeFileSync(file, 'somebody wants to keep this '.repeat(100))
    const before = readFileSync(file)

    const api = startApi([], { DATABASE_URL: `sqlite:${file}` })

    expect(await api.ended).toBe(1)
    expect(api.output().trim()).toMatch(/notes\.txt is not an SQLite database; nothing in it was changed\..*$/)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('says that a folder cannot be written to', async () => {
    const readOnly = folder()
    chmodSync(readOnly, 0o555)
    // Root may write anywhere, so there it runs as nobody.
    const identity = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

    const api = startApi([], { DATABASE_URL: `sqlite:${readOnly}/coatcheck.db` }, identity)

    expect(await api.ended).toBe(1)
    expect(api.output().trim()).toMatch(/^Cannot open the database .*(permission denied|EACCES|EPERM)/)
  })

  it('says that the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo

    const api = startApi([], { PORT: String(port) })

    expect(await api.ended).toBe(1)
    expect(api.output()).toContain(
      `Port ${String(port)} is in use. Stop what listens there, or set PORT to another one.`,
    )
  })

  it('prints its usage', async () => {
    const api = startApi(['--help'])

    expect(await api.ended).toBe(0)
    expect(api.output()).toContain('DATABASE_URL')
  })
})

describe('stop', { timeout: 30_000 }, () => {
  it('FI-11 answers what is under way, then ends with code 0', async () => {
    const api = startApi([], { LOG_LEVEL: 'info' })
    const url = new URL(await api.opened)
    const body = JSON.stringify({ name: 'Ada', email: 'ada@example.org', password: 'lend-me-your-coat' })
    const socket = connect(Number(url.port), '127.0.0.1')
    let answer = ''
    socket.on('data', (part: Buffer) => (answer += part.toString()))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    // The second half of the body waits until the server has been told to stop.
    socket.write(
      `POST /auth/register HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/json\r\n` +
        `Content-Length: ${String(body.length)}\r\n\r\n${body.slice(0, 10)}`,
    )
    await expect.poll(() => api.output()).toContain('"path":"/auth/register"')

    api.child.kill('SIGTERM')
    await expect
      .poll(() =>
        fetch(`${url.href}healthz`).then(
          () => 'open',
          () => 'shut',
        ),
      )
      .toBe('shut')
    socket.write(body.slice(10))

    await closed
    expect(answer).toMatch(/^HTTP\/1\.1 201 /)
    expect(await api.ended).toBe(0)
  })

  it('ASVS 14.2.4 logs neither cookie nor password nor query', async () => {
    const api = startApi([], { LOG_LEVEL: 'trace' })
    const url = await api.opened
    const body = JSON.stringify({ name: 'Ada', email: 'ada@example.org', password: 'canary-password-1' })
    const headers = { 'content-type': 'application/json' }

    const answer = await fetch(`${url}/auth/register?token=canary-query`, { method: 'POST', headers, body })
    const cookie = answer.headers.get('set-cookie') ?? ''
    await fetch(`${url}/auth/me`, { headers: { cookie, authorization: 'Bearer canary-bearer' } })
    api.child.kill('SIGTERM')
    await api.ended

    const token = /sid=([^;]+)/.exec(cookie)?.[1] ?? 'no token'
    expect(token).toHaveLength(43)
    expect(api.output()).not.toContain(token)
    expect(api.output()).not.toContain('canary')
  })
})
