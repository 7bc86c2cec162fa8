import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every script of a built app. */
export function scriptsIn(folder: string): string[] {
  const files = globSync('**/*.js', { cwd: folder }).map((file) => join(folder, file))
  if (files.length === 0) throw new Error(`There is no script in ${folder}: it has to be built first.`)
  return files
}

/** The scripts that a browser loads before the app begins: those that its document names, preloaded ones included. */
export function initialScripts(folder: string): string[] {
  const document = readFileSync(join(folder, 'index.html'), 'utf8')
  const names = [...document.matchAll(/(?:src|href)="\/?([^"]+\.js)"/g)].map(([, name = '']) => name)
  if (names.length === 0) throw new Error(`The document in ${folder} names no script.`)
  return [...new Set(names)].map((name) => join(folder, name))
}
