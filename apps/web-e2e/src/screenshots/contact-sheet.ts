import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes `index.html` beside the pictures: all of them at a glance. */
export function writeContactSheet(folder: string, files: readonly string[]): void {
  const figures = files
    .toSorted()
    .map((file) => `<figure><img src="${file}" alt=""><figcaption>${file}</figcaption></figure>`)
  const style = 'body{display:flex;flex-wrap:wrap;gap:1rem;font:14px sans-serif}img{max-width:360px;border:1px solid}'
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>Every page</title><style>${style}</style>${figures.join('')}\n`,
  )
  console.log(`${files.length} pictures: ${join(folder, 'index.html')}`)
}
