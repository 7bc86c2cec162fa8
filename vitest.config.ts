import { defineConfig } from 'vitest/config'

/** One project a room, so that `nx test stores` runs the tests of libs/stores alone. */
const room = (name: string, root: string, ...exclude: string[]) => ({
  // The rooms import each other's sources, not what was last built from them.
  resolve: { conditions: ['@coatcheck/source'] },
  ssr: { resolve: { conditions: ['@coatcheck/source', 'node'], externalConditions: ['@coatcheck/source'] } },
  test: {
    name,
    root,
    include: ['**/*.spec.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', ...exclude],
    // For what hangs, not for what is slow: the machine may be busy, and starting a server takes its time.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    provide: { raceRounds: 32, writesFaults: false, kills: 4 },
  },
})

/** Not a room: 200 rounds for every engine take minutes, too long for every change. `npm run race` */
const race = room('race', 'libs/fastify')
race.test.include = ['src/sessions/race.spec.ts']
race.test.provide.raceRounds = 200

/** Not a room: writes what was measured into docs/faults.md. `npm run faults` */
const faults = room('faults', 'apps/api')
faults.test.include = ['src/faults/{postgres,redis,sqlite}-trouble.spec.ts']
faults.test.provide.writesFaults = true

/** Not a room: kills the API 250 times over each engine, which takes minutes. `npm run kills` */
const kills = room('kills', 'apps/api')
kills.test.include = ['src/faults/kill.spec.ts']
kills.test.provide.kills = 250

export default defineConfig({
  test: {
    globalSetup: ['tools/test/temporary-folder.ts', 'tools/servers/shared-servers.ts'],
    projects: [
      room('contract', 'libs/contract'),
      room('stores', 'libs/stores'),
      room('fastify', 'libs/fastify'),
      room('api', 'apps/api'),
      room('servers', 'tools/servers'),
      room('identity-provider', 'tools/identity-provider'),
      room('tools', 'tools', 'servers/**', 'identity-provider/**'),
      race,
      faults,
      kills,
    ],
  },
})
