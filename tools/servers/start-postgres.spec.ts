import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { askPostgres, createDatabase } from './postgres-address.ts'
import { sharedPostgres } from './shared.ts'
import { createTablespace, type PostgresServer, startPostgres } from './start-postgres.ts'

const execute = promisify(execFile)

describe('startPostgres', () => {
  let server: PostgresServer

  beforeAll(async () => {
    server = await startPostgres({ max_connections: '17' })
  })
  afterAll(() => server.remove())

  it('starts a server with the settings that were asked for', async () => {
    expect(await askPostgres(server, 'show max_connections')).toBe('17')
  })

  it('keeps address and data when it is killed and started again', async () => {
    const { name } = await createDatabase(server)
    await askPostgres(server, 'create table kept as select 7 as number', name)

    await server.kill()
    await expect(askPostgres(server, 'select 1')).rejects.toThrow('Connection refused')
    await server.start()

    expect(await askPostgres(server, 'select number from kept', name)).toBe('7')
  })

  it('keeps address and data when it is stopped and started again', async () => {
    const { name } = await createDatabase(server)

    await server.stop('SIGINT')
    await server.start()

    expect(await askPostgres(server, 'select 1', name)).toBe('1')
  })

  it('says nothing while it is frozen, and then goes on', async () => {
    server.pause()
    const isReady = execute(join(server.programs, 'pg_isready'), [
      '-h',
      '127.0.0.1',
      '-p',
      String(server.port),
      '-t',
      '1',
    ])
    await expect(isReady).rejects.toMatchObject({ stdout: expect.stringContaining('no response') })

    server.resume()

    expect(await askPostgres(server, 'select 1')).toBe('1')
  })
})

describe('a PostgreSQL with a disk of its own', () => {
  it('has no more room for a table than the disk has', async () => {
    const server = await startPostgres({}, { diskBytes: 1024 * 1024 })
    onTestFinished(() => server.remove())
    await createTablespace(server, 'small')
    await askPostgres(server, 'create table filling (line text) tablespace small')

    const fill = askPostgres(server, `insert into filling select repeat('x', 1000) from generate_series(1, 2000)`)

    await expect(fill).rejects.toThrow('No space left on device')
    expect(await askPostgres(server, 'select count(*) from filling')).toBe('0')
  })
})

describe('the shared PostgreSQL', () => {
  it('gives each test a database of its own', async () => {
    const [first, second] = [await createDatabase(sharedPostgres()), await createDatabase(sharedPostgres())]
    await askPostgres(sharedPostgres(), 'create table mine ()', first.name)

    await expect(askPostgres(sharedPostgres(), 'table mine', second.name)).rejects.toThrow('does not exist')
  })
})
