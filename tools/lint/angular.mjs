import angular from 'angular-eslint'
import { defineConfig } from 'eslint/config'

const rooms = ['libs/angular', 'apps/web']

/** Angular's own rules for its two rooms, accessibility of the templates included. */
export const angularRules = defineConfig(
  {
    files: rooms.map((room) => `${room}/**/*.ts`),
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/prefer-signals': 'error',
      '@angular-eslint/component-selector': [
        'error',
        { type: 'element', prefix: ['app', 'coat'], style: 'kebab-case' },
      ],
    },
  },
  {
    files: rooms.map((room) => `${room}/**/*.html`),
    // index.html is a document, not a template of Angular's.
    ignores: ['**/index.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
    rules: {
      '@angular-eslint/template/no-outerhtml': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: ':matches(BoundAttribute, BoundProperty)[name=/^(inner|outer)HTML$/]',
          message: 'Markup from text lets scripts in. Bind the text, or write the template.',
        },
      ],
    },
  },
)
