interface Forbidden {
  file: string
  code: string
  rule: string
}

const room = '@nx/enforce-module-boundaries'
const module = 'no-restricted-imports'
const syntax = 'no-restricted-syntax'
const property = 'no-restricted-properties'

const inside = (file: string, rule: string, ...codes: string[]): Forbidden[] =>
  codes.map((code) => ({ file, rule, code }))

/** What each wall exists to stop; the lint has to fail on every one of these. */
export const forbidden: Forbidden[] = [
  // From room to room.
  ...inside('libs/contract/src/x.ts', room, "export * from '@coatcheck/stores'", "export * from '@coatcheck/fastify'"),
  ...inside('libs/contract/src/x.ts', room, "export * from '../../stores/src/index.ts'"),
  ...inside('libs/contract/src/x.ts', module, "export * from '@coatcheck/angular'"),
  ...inside('libs/stores/src/x.ts', room, "export * from '@coatcheck/contract'", "export * from '@coatcheck/fastify'"),
  ...inside('libs/stores/src/x.spec.ts', room, "export * from '@coatcheck/contract/schemas'"),
  ...inside('libs/fastify/src/x.ts', module, "export * from '@coatcheck/angular'"),
  ...inside('libs/fastify/src/x.ts', syntax, "void import('@coatcheck/angular')"),
  ...inside('libs/angular/src/x.ts', room, "export * from '@coatcheck/stores'", "export * from '@coatcheck/fastify'"),
  ...inside('libs/angular/testing/src/x.ts', room, "export * from '@coatcheck/stores/testing'"),
  ...inside('apps/api/src/x.ts', module, "export * from '@coatcheck/angular/testing'"),
  ...inside('libs/angular/components/src/x.ts', module, "export * from '../../src/auth-state'", "import 'fastify'"),
  ...inside('libs/angular/testing/src/x.ts', module, "export * from '../../src/auth-state'"),
  ...inside(
    'libs/angular/src/x.ts',
    module,
    "export * from '@coatcheck/angular/components'",
    "export * from '../components/src/index'",
    "export * from '@coatcheck/angular'",
  ),
  ...inside(
    'apps/web/src/x.ts',
    room,
    "export * from '@coatcheck/fastify'",
    "export * from '@coatcheck/stores/sqlite'",
  ),
  ...inside('apps/web/src/x.spec.ts', room, "export * from '../../api/src/main.ts'"),
  ...inside('apps/web-e2e/src/x.ts', room, "export * from '@coatcheck/fastify'"),
  ...inside('apps/web-e2e/src/x.ts', module, "export * from '@coatcheck/angular'"),
  ...inside('tools/x.ts', room, "export * from '@coatcheck/fastify'"),
  ...inside('tools/x.ts', module, "export * from '@coatcheck/angular'"),
  ...inside('tools/servers/x.ts', room, "export * from '@coatcheck/stores'"),
  ...inside('libs/stores/src/x.ts', module, "export * from '../../../tools/servers/start-postgres.ts'"),
  ...inside('libs/fastify/src/x.ts', module, "export * from '../../../tools/servers/start-redis.ts'"),
  ...inside('tools/identity-provider/x.ts', room, "export * from '@coatcheck/contract'"),
  ...inside('libs/fastify/src/x.ts', module, "export * from '../../../tools/identity-provider/people.ts'"),
  ...inside('apps/api/src/x.ts', module, "export * from '../../../tools/identity-provider/people.ts'"),
  ...inside('libs/stores/src/x.spec.ts', room, "export * from '../../../tools/test/sum-up.ts'"),

  // What comes from outside the house.
  ...inside('libs/contract/src/x.ts', module, "import 'node:crypto'", "import 'kysely'", "import 'vitest'"),
  ...inside('libs/contract/src/x.spec.ts', module, "import 'node:crypto'"),
  ...inside('libs/stores/src/x.ts', module, "import 'fastify'", "import '@fastify/cookie'", "import '@angular/core'"),
  ...inside('libs/stores/src/x.ts', module, "import 'node:child_process'", "import 'child_process'"),
  ...inside(
    'libs/fastify/src/x.ts',
    module,
    "import 'node:sqlite'",
    "import 'kysely'",
    "import 'pg'",
    "import '@redis/client'",
  ),
  ...inside('libs/fastify/src/x.ts', module, "export * from '@coatcheck/stores/sqlite'", "import 'rxjs'"),
  ...inside(
    'libs/fastify/src/x.ts',
    module,
    "export * from '@coatcheck/stores/testing'",
    "import 'node:child_process'",
  ),
  ...inside('libs/fastify/src/x.spec.ts', module, "import '@angular/core'"),
  ...inside('apps/api/src/x.ts', module, "import 'pg'", "import 'redis'"),
  ...inside('apps/api/src/x.ts', module, "export { loginAs } from '@coatcheck/fastify/testing'"),
  ...inside('tools/x.ts', module, "import 'pg'"),
  ...inside('tools/servers/x.ts', module, "import 'pg'", "import 'redis'"),
  ...inside('tools/identity-provider/x.ts', module, "import 'fastify'", "import 'pg'"),
  ...inside(
    'libs/fastify/src/sessions/x.ts',
    module,
    "import type { FastifyRequest } from 'fastify'",
    "import '@fastify/cookie'",
    "import 'pg'",
  ),
  ...inside('libs/fastify/src/sessions/x.ts', syntax, "void import('fastify')"),
  ...inside('libs/fastify/examples/x.ts', room, "export * from '../../../apps/api/src/main.ts'"),
  ...inside('libs/fastify/examples/x.ts', module, "import '@angular/core'"),
  ...inside('libs/fastify/src/sessions.ts', module, "export type { FastifyInstance } from 'fastify'"),
  ...inside('libs/fastify/src/x.ts', syntax, "void import('node:sqlite')", "void import('@coatcheck/stores/sqlite')"),
  ...inside(
    'libs/angular/src/x.ts',
    module,
    "import 'node:crypto'",
    "import 'fs'",
    "import 'fs/promises'",
    "import 'typebox'",
  ),
  ...inside('libs/angular/src/x.ts', module, "import 'fastify'", "export * from '@coatcheck/contract/schemas'"),
  ...inside('libs/angular/src/x.spec.ts', module, "import 'node:fs'"),
  ...inside(
    'apps/web/src/x.ts',
    module,
    "import 'node:crypto'",
    "import 'crypto'",
    "import 'typebox/value'",
    "import 'pg'",
  ),
  ...inside('apps/web/src/x.ts', module, "export * from '@coatcheck/contract/schemas'", "import '@fastify/static'"),
  ...inside('apps/web/src/x.ts', syntax, "void import('typebox')"),
  ...inside(
    'apps/api/src/x.ts',
    module,
    "import 'node:sqlite'",
    "import '@angular/core'",
    "import 'node:child_process'",
  ),
  ...inside('apps/api/src/x.spec.ts', module, "import '@angular/core'"),

  // The environment is read in one file.
  ...inside('apps/api/src/main.ts', property, 'console.log(process.env)', 'const { env } = process; export { env }'),
  ...inside('libs/fastify/src/x.ts', property, "console.log(process.env['HOME'])"),
  ...inside('libs/stores/src/testing/x.ts', module, "import 'node:child_process'"),
  ...inside('libs/stores/src/x.spec.ts', property, "console.log(process.env['HOME'])"),
  ...inside('apps/web/src/x.ts', syntax, 'console.log(globalThis.process.env)'),
  ...inside('libs/stores/src/x.ts', property, "process.getBuiltinModule('fs')"),

  // Text never becomes code or markup, and chance is never guessable.
  ...inside('libs/stores/src/x.ts', property, 'Math.random()'),
  ...inside('apps/web/src/x.ts', property, 'Math.random()'),
  ...inside('libs/fastify/src/x.ts', 'no-eval', "eval('1')"),
  ...inside('libs/fastify/src/x.ts', 'no-new-func', "new Function('return 1')()"),
  ...inside(
    'apps/web/src/x.ts',
    syntax,
    "document.body.innerHTML = 'x'",
    "document.body.insertAdjacentHTML('beforeend', 'x')",
  ),
  ...inside('apps/web/src/x.ts', syntax, "sanitizer.bypassSecurityTrustHtml('x')"),
  ...inside('apps/web/src/x.html', syntax, '<p [innerHTML]="text"></p>', '<p [outerHTML]="text"></p>'),

  // Honest types and whole test suites.
  ...inside('libs/stores/src/x.ts', '@typescript-eslint/no-explicit-any', 'export const x: any = 1'),
  ...inside('libs/stores/src/x.ts', '@typescript-eslint/no-non-null-assertion', 'export const x = [1][0]!'),
  ...inside('libs/stores/src/x.ts', '@typescript-eslint/ban-ts-comment', '// @ts-ignore'),
  ...inside('libs/stores/src/x.spec.ts', syntax, "it.only('x', () => {})", "describe.only('x', () => {})"),
  ...inside('libs/stores/src/x.spec.ts', syntax, "it.skip('x', () => {})", "it.only.each([1])('x', () => {})"),
  ...inside('libs/angular/src/x.spec.ts', syntax, "fdescribe('x', () => {})", "fit('x', () => {})"),
  ...inside('apps/web-e2e/src/x.spec.ts', syntax, "test.only('x', () => {})", "test.fixme('x', () => {})"),
  ...inside('apps/api/src/x.ts', 'no-debugger', 'debugger'),

  // Pages that everybody can use.
  ...inside('apps/web/src/x.html', '@angular-eslint/template/alt-text', '<img src="x.png">'),
  ...inside('apps/web/src/x.html', '@angular-eslint/template/label-has-associated-control', '<label>Name</label>'),
  ...inside(
    'apps/web/src/x.html',
    '@angular-eslint/template/interactive-supports-focus',
    '<div role="button" (click)="x()"></div>',
  ),
]
