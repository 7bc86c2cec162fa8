import { angularRules } from './tools/lint/angular.mjs'
import { strictness } from './tools/lint/strictness.mjs'
import { walls } from './tools/walls/walls.mjs'

export default [
  // The projects below tools/consumers live outside the workspace: its walls are not theirs.
  { ignores: ['tools/consumers/*/', '**/dist/', '**/node_modules/', '**/test-results/', '.nx/', '.angular/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } } },
  ...strictness,
  ...angularRules,
  ...walls,
]
