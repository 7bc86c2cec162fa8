import { builtinModules } from 'node:module'

/**
 * A room is a project with walls. `mayImport` names the rooms whose packages it may import; `bans` say what else must
 * stay outside: everywhere in the room, or in what it ships. Specs, and what else is `unshipped`, may look behind the
 * walls that they test. A part of a room may have walls of its own, which keep out even more of what it ships.
 *
 * @typedef {{ imports: RegExp, because: string }} Ban
 * @typedef {{ name: string, folder: string, mayImport: string[], everywhere: Ban[], shipped: Ban[], unshipped?: string[], parts?: Part[] }} Room
 * @typedef {{ files: string[], shipped: Ban[] }} Part
 */

const names = builtinModules.filter((name) => !name.startsWith('_') && !name.includes(':') && !name.includes('/'))

const node = {
  imports: new RegExp(`^(node:|(${names.join('|')})(/|$))`),
  because: 'This runs in a browser, without Node.',
}
// Nx cannot place @coatcheck/angular, which gets its exports only when it is built: so its name stands here.
const angular = {
  imports: /^(@angular|@coatcheck\/angular|rxjs)(\/|$)/,
  because: 'The server knows nothing of Angular.',
}
const fastify = { imports: /^(fastify|@fastify\/.*|fastify-.*)(\/|$)/, because: 'Only the server side knows Fastify.' }
const fastifyTypes = {
  imports: fastify.imports,
  because: '@coatcheck/fastify/sessions runs without Fastify: not even its types come in here.',
}
const schemas = {
  imports: /^(typebox(\/|$)|@sinclair\/|@coatcheck\/contract\/schemas$)/,
  because: 'The browser gets types and constants alone; schemas stay on the server.',
}
const databases = {
  imports:
    /^(node:sqlite|(kysely|better-sqlite3|sqlite3?|pg|postgres|mysql2?|mariadb|mongodb|redis|ioredis|@redis\/.*)(\/|$))/,
  because: 'Databases are opened in libs/stores alone.',
}
const childProcess = {
  imports: /^(node:)?child_process$/,
  because: 'A server that starts programs can be made to start others.',
}
const testServers = {
  imports: /\/tools\/(servers|identity-provider)\//,
  because: 'The servers that tests start are for tests.',
}
const testKits = {
  imports: /^@coatcheck\/[a-z]+\/testing$/,
  because: 'A test kit lets people in without a password: it is for tests.',
}
const storeSubpaths = {
  imports: /^@coatcheck\/stores\/./,
  because: 'The plugin knows the interfaces of the stores; which store it is, the host decides.',
}
const allButTypebox = {
  imports: /^(?!\.|typebox(\/|$))/,
  because: 'The contract imports nothing but the schema library.',
}
const allButTypeboxAndVitest = { ...allButTypebox, imports: /^(?!\.|(typebox|vitest)(\/|$))/ }

const ownSources = {
  imports: /\/src\//,
  because:
    'It is a package beside the main one, which it imports by its name: else its own copy of it would be built in.',
}

const secondaryEntries = {
  imports: /^@coatcheck\/angular|^(\.\.\/)+(components|testing)\//,
  because: 'The main entry stands alone: who imports it loads nothing of the others.',
}

const browser = [node, fastify, databases, schemas]

/** @type {Room[]} */
export const rooms = [
  {
    name: 'contract',
    folder: 'libs/contract',
    mayImport: [],
    everywhere: [allButTypeboxAndVitest],
    shipped: [allButTypebox],
  },
  {
    name: 'stores',
    folder: 'libs/stores',
    mayImport: [],
    everywhere: [fastify, angular],
    shipped: [childProcess, testServers],
    unshipped: ['proofs/**/*.ts'],
  },
  {
    name: 'fastify',
    folder: 'libs/fastify',
    mayImport: ['contract', 'stores'],
    everywhere: [angular],
    shipped: [databases, storeSubpaths, childProcess, testServers],
    unshipped: ['src/testing/**/*.ts', 'examples/**/*.ts'],
    parts: [
      {
        files: [
          ...['src/sessions.ts', 'src/sessions/**/*.ts', 'src/users/**/*.ts', 'src/public-url.ts'],
          ...['src/auth/{caller,find-caller}.ts', 'src/guard/own-origins.ts'],
          ...['src/cookie/{cookie-name,cookie-values}.ts'],
          ...['src/problem/{dependable-store,dependency,unavailable}.ts'],
        ],
        shipped: [fastifyTypes],
      },
    ],
  },
  {
    name: 'angular',
    folder: 'libs/angular',
    mayImport: ['contract'],
    everywhere: browser,
    shipped: [],
    parts: [
      { files: ['{components,testing}/src/**/*.ts'], shipped: [ownSources] },
      { files: ['src/**/*.ts'], shipped: [secondaryEntries] },
    ],
  },
  {
    name: 'api',
    folder: 'apps/api',
    mayImport: ['contract', 'stores', 'fastify'],
    everywhere: [angular],
    shipped: [databases, childProcess, testServers, testKits],
    unshipped: ['src/testing/**/*.ts'],
  },
  { name: 'web', folder: 'apps/web', mayImport: ['contract', 'angular'], everywhere: browser, shipped: [] },
  {
    name: 'web-e2e',
    folder: 'apps/web-e2e',
    mayImport: ['contract', 'stores'],
    everywhere: [fastify, angular],
    shipped: [],
  },
  { name: 'tools', folder: 'tools', mayImport: ['contract', 'stores'], everywhere: [angular, databases], shipped: [] },
  { name: 'sizes', folder: 'tools/sizes/apps', mayImport: ['angular'], everywhere: browser, shipped: [] },
  { name: 'servers', folder: 'tools/servers', mayImport: [], everywhere: [angular, fastify, databases], shipped: [] },
  {
    name: 'identity-provider',
    folder: 'tools/identity-provider',
    mayImport: [],
    everywhere: [angular, fastify, databases],
    shipped: [],
  },
]
