import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { defaultDatabaseUrl } from './config.ts'
import { readEnvironment } from './environment.ts'
import { startApi } from './testing/api-process.ts'

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')

describe('the README', () => {
  it('shows commands that do what it says, with curl and a cookie jar', async () => {
    const [, commands = ''] = /```sh curl\n([\s\S]*?)```/.exec(readme) ?? []
    const url = await startApi([]).opened
    const cwd = mkdtempSync(join(tmpdir(), 'coatcheck-readme-'))

    const script = commands.replaceAll('http://localhost:3000', url)
    const { stdout } = await promisify(execFile)('bash', ['-euc', script], { cwd })

    const promised = [...commands.matchAll(/# (\d{3})$/gm)].map(([, status]) => status)
    expect(promised).toEqual(['200', '204', '401'])
    expect([...stdout.matchAll(/\d{3}(?=\n)/g)].map(([status]) => status)).toEqual(promised)
    expect(stdout).toMatch(/^\{"authenticated":true,.*"name":"Ada Lovelace"/)
    expect(stdout).toMatch(/\{"authenticated":false,"reason":"logged_out",.*\}$/)
  })

  it('names every setting and its default', () => {
    const names = [...readme.matchAll(/`([A-Z]+(?:_[A-Z]+)*)`/g)].map(([, name]) => name)
    const { port, host } = readEnvironment({})

    expect(new Set(names)).toEqual(
      new Set([
        'PORT',
        'HOST',
        'PUBLIC_URL',
        'DATABASE_URL',
        'REDIS_URL',
        'TRUST_PROXY',
        'PICTURE_HOSTS',
        'PICTURE_PRIVATE_ORIGINS',
        'GOOGLE_CLIENT_ID',
        'GOOGLE_CLIENT_SECRET',
        'FACEBOOK_CLIENT_ID',
        'FACEBOOK_CLIENT_SECRET',
        'OIDC_STAFF_ISSUER',
        'OIDC_STAFF_CLIENT_ID',
        'OIDC_STAFF_CLIENT_SECRET',
        'OIDC_STAFF_LABEL',
        'OIDC_STAFF_LOGOUT',
        'SESSION_IDLE_SECONDS',
        'SESSION_ABSOLUTE_SECONDS',
        'SESSION_REMEMBERED_IDLE_SECONDS',
        'SESSION_REMEMBERED_ABSOLUTE_SECONDS',
        'STEP_UP_SECONDS',
        'SESSIONS_PER_USER',
        'RATE_LIMIT_FACTOR',
        'START_WAIT_SECONDS',
        'SHUTDOWN_GRACE_SECONDS',
        'LOG_LEVEL',
      ]),
    )
    expect(readme).toContain(`\`${String(port)}\`, \`${host}\``)
    expect(readme).toContain(`\`${defaultDatabaseUrl}\``)
  })
})
