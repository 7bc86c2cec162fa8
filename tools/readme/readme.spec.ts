import { describe, expect, it } from 'vitest'
import { findCodeBlocks } from './code-blocks.ts'
import { findMissingFiles } from './missing-files.ts'
import { findTypeErrors } from './type-errors.ts'
import { findUnknownCommands } from './unknown-commands.ts'

const block = (code: string, info = 'ts') => ['```' + info, code, '```', ''].join('\n')
const typeErrors = (markdown: string) => findTypeErrors(new Map([['README.md', markdown]]))

describe('the check of the READMEs', () => {
  it('accepts code that compiles against the workspace', () => {
    const server = "import { coatcheck } from '@coatcheck/fastify'\nexport const plugin: object = coatcheck"
    const browser = "import { AuthService } from '@coatcheck/angular'\nexport const name = AuthService.name"

    expect(typeErrors(block(server) + block(browser))).toEqual([])
  })

  it('names the line of code that does not compile', () => {
    const markdown = `# Title\n\n${block("const ok = 1\nconst text: string = 2\nimport '@coatcheck/nowhere'")}`

    expect(typeErrors(markdown)).toEqual([
      expect.stringMatching(/^README\.md:5: Type 'number' is not assignable/),
      expect.stringMatching(/^README\.md:6: Cannot find module .*'@coatcheck\/nowhere'/),
    ])
  })

  it('refuses an export that a package does not have', () => {
    expect(typeErrors(block("import { coatchek } from '@coatcheck/fastify'\ncoatchek"))).toHaveLength(1)
  })

  it('reads a continued block together with the one before it', () => {
    const markdown = `${block('const port = 3000')}\nThen:\n\n${block('const wrong: string = port', 'ts continued')}`

    expect(typeErrors(markdown)).toEqual([expect.stringMatching(/^README\.md:8: Type 'number'/)])
  })

  it('leaves other languages alone', () => {
    expect(findCodeBlocks(block('npm start', 'sh') + block('{', 'json'), 'ts')).toEqual([])
  })

  it('refuses a command that package.json does not have', () => {
    const unknown = findUnknownCommands('README.md', '`npm start`, then `npm run fly`', { start: 'x' })

    expect(unknown).toEqual(['README.md: there is no script fly in package.json.'])
  })

  it('refuses a link or a picture that leads nowhere', () => {
    const markdown = '[here](package.json) [site](https://example.org) [there](nowhere.md) ![home](docs/nowhere.png)'

    expect(findMissingFiles('README.md', markdown)).toHaveLength(2)
  })
})
