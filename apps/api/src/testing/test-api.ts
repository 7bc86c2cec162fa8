import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { buildApp } from '../build-app.ts'
import type { AppConfig } from '../config.ts'
import { builtWebApp } from './built-web-app.ts'

const publicUrl = 'http://localhost:3000'
const ada = { name: 'Ada Lovelace', email: 'ada@example.org', password: 'lend-me-your-coat' }

/** The whole API over a fresh SQLite file. Closed when the test ends. */
export async function testApi(config: Partial<AppConfig> = {}) {
  const databaseFile = join(mkdtempSync(join(tmpdir(), 'coatcheck-api-')), 'coatcheck.db')
  const app = await buildApp({
    publicUrl,
    databaseUrl: `sqlite:${databaseFile}`,
    webRoot: builtWebApp(),
    logLevel: 'silent',
    ...config,
  })
  onTestFinished(() => app.close())
  await app.ready()
  return { app, databaseFile, ...client(app) }
}

/** A browser that keeps the one cookie there is. */
function client(app: FastifyInstance) {
  let cookie = ''
  async function ask(method: 'GET' | 'HEAD' | 'POST' | 'PUT', url: string, payload?: object, more: object = {}) {
    const headers = { host: new URL(publicUrl).host, ...(cookie === '' ? {} : { cookie }), ...more }
    const answer = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
    const set = [answer.headers['set-cookie'] ?? []].flat()[0]
    if (set !== undefined) cookie = set.split(';', 1)[0] ?? ''
    return answer
  }
  return {
    ask,
    get: (url: string, headers: object = {}): Promise<LightMyRequestResponse> => ask('GET', url, undefined, headers),
    register: (): Promise<LightMyRequestResponse> => ask('POST', '/auth/register', ada),
  }
}
