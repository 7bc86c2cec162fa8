import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { testApi } from '../testing/test-api.ts'

describe('GET /healthz and /readyz', () => {
  it('answer 200 while all is well', async () => {
    const { get } = await testApi()

    expect((await get('/healthz')).json()).toEqual({ status: 'ok' })
    expect((await get('/readyz')).json()).toEqual({ status: 'ready', stopping: false, checks: { store: 'ok' } })
  })

  it('L6 say which dependency is in trouble, and when it is well again', async () => {
    const { get, databaseFile } = await testApi({ deadlineMs: 100 })
    const other = new DatabaseSync(databaseFile)
    other.exec('begin immediate')

    const troubled = await get('/readyz')

    expect(troubled.statusCode).toBe(503)
    expect(troubled.headers['retry-after']).toBe('1')
    expect(troubled.json()).toMatchObject({ status: 'not ready', checks: { store: 'unavailable' } })
    expect((await get('/healthz')).statusCode).toBe(200)
    other.exec('rollback')
    other.close()
    expect((await get('/readyz')).statusCode).toBe(200)
  })
})
