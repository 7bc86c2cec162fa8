import { dirname, join } from 'node:path'
import ts from 'typescript'
import { root } from '../nx/nx-command.ts'
import { type CodeBlock, findCodeBlocks } from './code-blocks.ts'

/** As a reader's own project would be set up, but with the sources of the workspace behind the package names. */
const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2024,
  lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  experimentalDecorators: true,
  customConditions: ['@coatcheck/source'],
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
  paths: {
    '@coatcheck/angular': [join(root, 'libs/angular/src/index.ts')],
    '@coatcheck/angular/components': [join(root, 'libs/angular/components/src/index.ts')],
    '@coatcheck/angular/testing': [join(root, 'libs/angular/testing/src/index.ts')],
  },
}

/** Type-checks every `ts` block of the documents, each as a module of its own beside its document. */
export function findTypeErrors(documents: Map<string, string>): string[] {
  const blocks = new Map<string, CodeBlock & { document: string }>()
  for (const [document, markdown] of documents) {
    for (const block of findCodeBlocks(markdown, 'ts')) {
      blocks.set(join(root, dirname(document), `readme-block-at-line-${block.line}.ts`), { ...block, document })
    }
  }

  const host = ts.createCompilerHost(options)
  const program = ts.createProgram([...blocks.keys()], options, {
    ...host,
    fileExists: (file) => blocks.has(file) || host.fileExists(file),
    getSourceFile: (file, language, ...rest) => {
      const block = blocks.get(file)
      return block ? ts.createSourceFile(file, block.code, language) : host.getSourceFile(file, language, ...rest)
    },
  })
  return [...blocks].flatMap(([file, { document, line }]) => {
    const source = program.getSourceFile(file)
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((problem) => {
      const within = source?.getLineAndCharacterOfPosition(problem.start ?? 0).line ?? 0
      return `${document}:${line + within}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n  ')}`
    })
  })
}
