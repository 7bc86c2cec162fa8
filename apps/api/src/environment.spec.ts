import { describe, expect, it } from 'vitest'
import { readEnvironment } from './environment.ts'

describe('readEnvironment', () => {
  it('needs nothing to be set', () => {
    expect(readEnvironment({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: null,
      databaseUrl: null,
      redisUrl: null,
      startWaitSeconds: 10,
      shutdownGraceSeconds: null,
      trustProxy: [],
      pictures: { hosts: [], privateOrigins: [] },
      providers: expect.any(Array),
      sessions: {},
      sessionsPerUser: null,
      rateLimitFactor: 1,
      logLevel: null,
    })
  })

  it('reads every variable', () => {
    const config = readEnvironment({
      PORT: '8080',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://shop.example',
      DATABASE_URL: 'sqlite:/var/lib/shop.db',
      REDIS_URL: 'rediss://shop:secret@cache.example:6379/1',
      START_WAIT_SECONDS: '30',
      SHUTDOWN_GRACE_SECONDS: '5',
      TRUST_PROXY: '10.0.0.7, 192.168.0.0/16,loopback,::ffff:10.0.0.0/104',
      PICTURE_HOSTS: 'pictures.example, *.cdn.example',
      PICTURE_PRIVATE_ORIGINS: 'http://10.0.0.7:8080',
      SESSION_IDLE_SECONDS: '60',
      SESSION_ABSOLUTE_SECONDS: '3600',
      SESSION_REMEMBERED_IDLE_SECONDS: '7200',
      SESSION_REMEMBERED_ABSOLUTE_SECONDS: '86400',
      STEP_UP_SECONDS: '300',
      SESSIONS_PER_USER: '3',
      RATE_LIMIT_FACTOR: '2.5',
      LOG_LEVEL: 'debug',
    })

    expect(config).toEqual({
      port: 8080,
      host: '0.0.0.0',
      publicUrl: 'https://shop.example',
      databaseUrl: 'sqlite:/var/lib/shop.db',
      redisUrl: 'rediss://shop:secret@cache.example:6379/1',
      startWaitSeconds: 30,
      shutdownGraceSeconds: 5,
      trustProxy: ['10.0.0.7', '192.168.0.0/16', 'loopback', '::ffff:10.0.0.0/104'],
      pictures: { hosts: ['pictures.example', '*.cdn.example'], privateOrigins: ['http://10.0.0.7:8080'] },
      providers: expect.any(Array),
      sessions: {
        idleSeconds: 60,
        absoluteSeconds: 3600,
        rememberedIdleSeconds: 7200,
        rememberedAbsoluteSeconds: 86_400,
        stepUpSeconds: 300,
      },
      sessionsPerUser: 3,
      rateLimitFactor: 2.5,
      logLevel: 'debug',
    })
  })

  it.each([
    'postgres://shop:secret@db.example:5432/shop',
    'postgresql://db.example/shop?sslmode=require',
    'postgres://shop@%2Frun%2Fpostgresql/shop',
    'sqlite:./data/coatcheck.db',
    'sqlite:///var/lib/shop.db',
  ])('takes %s for a database', (url) => {
    expect(readEnvironment({ DATABASE_URL: url })).toMatchObject({ databaseUrl: url })
  })

  it.each(['redis://cache.example', 'unix:///run/redis.sock', 'unix://shop:secret@/run/redis.sock?db=1'])(
    'takes %s for a Redis',
    (url) => {
      expect(readEnvironment({ REDIS_URL: url })).toMatchObject({ redisUrl: url })
    },
  )

  it('takes a variable that is set to nothing for unset', () => {
    expect(readEnvironment({ PORT: '', PUBLIC_URL: '' })).toMatchObject({ port: 3000, publicUrl: null })
  })

  it.each([
    ['PORT', 'abc'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PUBLIC_URL', 'shop.example'],
    ['PUBLIC_URL', 'https://shop.example/path'],
    ['PUBLIC_URL', 'ftp://shop.example'],
    ['DATABASE_URL', 'mysql://root:secret@localhost/shop'],
    ['DATABASE_URL', 'sqlite:'],
    ['DATABASE_URL', 'sqlite::memory:'],
    ['DATABASE_URL', 'postgres:secret'],
    ['DATABASE_URL', 'postgres://shop:secret@:nowhere:'],
    ['REDIS_URL', 'localhost:6379'],
    ['REDIS_URL', 'http://secret@localhost'],
    ['REDIS_URL', 'unix://secret'],
    ['START_WAIT_SECONDS', '-1'],
    ['SHUTDOWN_GRACE_SECONDS', '61'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', '*'],
    ['TRUST_PROXY', '0.0.0.0/0'],
    ['TRUST_PROXY', '::ffff:0.0.0.0/64'],
    ['TRUST_PROXY', '10.0.0.7/33'],
    ['PICTURE_HOSTS', 'https://pictures.example'],
    ['PICTURE_HOSTS', 'pictures.example,*'],
    ['PICTURE_PRIVATE_ORIGINS', '10.0.0.7'],
    ['PICTURE_PRIVATE_ORIGINS', 'http://10.0.0.7/pictures'],
    ['SESSION_IDLE_SECONDS', '0'],
    ['SESSION_ABSOLUTE_SECONDS', 'soon'],
    ['STEP_UP_SECONDS', '1.5'],
    ['SESSIONS_PER_USER', '0'],
    ['RATE_LIMIT_FACTOR', '0'],
    ['RATE_LIMIT_FACTOR', 'off'],
    ['LOG_LEVEL', 'loud'],
  ])('ASVS 4.1.3 refuses %s=%s in one sentence that does not repeat the value', (name, value) => {
    const refusal = new RegExp(`^${name} must be [^\\n]+\\.$`)

    expect(() => readEnvironment({ [name]: value })).toThrow(refusal)
    expect(() => readEnvironment({ [name]: value })).not.toThrow(/secret/)
  })

  it('says all that is wrong at once', () => {
    expect(() => readEnvironment({ PORT: 'abc', PUBLIC_URL: 'x', LOG_LEVEL: 'y' })).toThrow(
      /^PORT must .*\nPUBLIC_URL must .*\nLOG_LEVEL must .*$/,
    )
  })
})
