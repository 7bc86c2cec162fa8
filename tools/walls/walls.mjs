import nx from '@nx/eslint-plugin'
import { forbiddenSyntax } from './forbidden-syntax.mjs'
import { rooms } from './rooms.mjs'

/** A slash would end the expression inside an ESLint selector. */
const inSelector = (/** @type {RegExp} */ expression) =>
  expression.source.replaceAll(String.raw`\/`, '/').replaceAll('/', String.raw`\u002F`)

/** Rules of one kind do not add up in ESLint: the last one counts. So each part of a room gets its whole list at once. */
const ban = (/** @type {import('./rooms.mjs').Ban[]} */ bans) => ({
  'no-restricted-imports': [
    'error',
    { patterns: bans.map(({ imports, because }) => ({ regex: imports.source, message: because })) },
  ],
  'no-restricted-syntax': [
    'error',
    ...forbiddenSyntax,
    ...bans.map(({ imports, because }) => ({
      selector: `ImportExpression[source.value=/${inSelector(imports)}/]`,
      message: because,
    })),
  ],
})

const boundaries = (/** @type {object} */ more = {}) => ({
  '@nx/enforce-module-boundaries': [
    'error',
    {
      // One way to find a browser, for the setup and for the journeys; and what specs of several rooms are run with.
      allow: [
        '../../tools/setup/find-chromium.mjs',
        String.raw`^(\.\./)+tools/(servers|identity-provider)/[^/]+$`,
        String.raw`^\.\./(servers|identity-provider)/[^/]+$`,
      ],
      depConstraints: rooms.map(({ name, mayImport }) => ({
        sourceTag: `room:${name}`,
        onlyDependOnLibsWithTags: mayImport.map((other) => `room:${other}`),
      })),
      ...more,
    },
  ],
})

/** The walls of the house: which room may import which, and what must stay outside of each. */
export const walls = [
  { files: ['**/*.ts'], plugins: { '@nx': nx }, rules: boundaries() },
  // An example imports the package it is about by its name, as its reader will.
  { files: ['libs/*/examples/**/*.ts'], rules: boundaries({ allowCircularSelfDependency: true }) },
  ...rooms.flatMap(({ folder, everywhere, shipped, unshipped = [], parts = [] }) => [
    { files: [`${folder}/**/*.ts`], rules: ban([...everywhere, ...shipped]) },
    ...parts.map((part) => ({
      files: part.files.map((files) => `${folder}/${files}`),
      rules: ban([...everywhere, ...shipped, ...part.shipped]),
    })),
    { files: ['**/*.spec.ts', ...unshipped].map((files) => `${folder}/${files}`), rules: ban(everywhere) },
  ]),
  {
    files: ['**/*.ts', '**/*.mjs'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only apps/api/src/environment.ts reads the environment.' },
        { object: 'process', property: 'getBuiltinModule', message: 'It would go round the walls: import instead.' },
        { object: 'Math', property: 'random', message: 'Guessable. Use node:crypto or the Web Crypto API.' },
      ],
    },
  },
  {
    files: [
      'apps/api/src/environment.ts',
      'apps/api/src/testing/api-process.ts',
      'apps/web-e2e/**/*.ts',
      'tools/**/*.{ts,mjs}',
      '*.config.{ts,mjs}',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
]
