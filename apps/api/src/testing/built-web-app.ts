import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder that looks like what the Angular build leaves behind, small enough to know each file. */
export function builtWebApp(): string {
  const root = mkdtempSync(join(tmpdir(), 'coatcheck-web-'))
  mkdirSync(join(root, 'media'))
  const document = `<!doctype html><html><head><title>Coatcheck</title></head>
<body><app-root ngCspNonce="__csp_nonce__"></app-root><script src="/main-ABCD1234.js" type="module"></script></body></html>`
  writeFileSync(join(root, 'index.html'), document)
  writeFileSync(join(root, 'index.html.br'), 'never served')
  writeFileSync(join(root, 'main-ABCD1234.js'), 'console.log("plain")')
  writeFileSync(join(root, 'main-ABCD1234.js.br'), 'brotli')
  writeFileSync(join(root, 'main-ABCD1234.js.gz'), 'gzip')
  writeFileSync(join(root, 'favicon.ico'), 'icon')
  return root
}
