/**
 * Makes package-lock.json complete after a change of dependencies: `npm run lock`.
 *
 * A registry mirror that lags behind may not have the builds of a package for other platforms yet. `npm install` then
 * leaves them out of the lock without a word, and a clean `npm ci` refuses that lock. This script writes the missing
 * optional entries (the platform is read off their names, so that nobody downloads another platform's build) and lets
 * npm judge the result. Against a registry that has them, `npm install` adds their integrity by itself.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

const lockFile = new URL('../../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(lockFile, 'utf8'))

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

/** `@oxc-parser/binding-linux-x64-musl` → linux, x64, musl. */
function platformOf(name) {
  const words = name.split(/[/-]/)
  const system = systems.find((word) => words.includes(word))
  const processor = processors.find((word) => words.includes(word))
  const musl = words.some((word) => word.startsWith('musl'))
  const gnu = words.some((word) => word.startsWith('gnu'))
  return {
    ...(system && { os: [system] }),
    ...(processor && { cpu: [processor] }),
    ...((musl || gnu) && { libc: [musl ? 'musl' : 'glibc'] }),
  }
}

/** Node's own search: from the dependent's folder upward. */
function isLocked(dependent, name) {
  for (let folder = dependent; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    if (lock.packages[`${folder}/node_modules/${name}`]?.version) return true
    if (!folder.includes('/node_modules/')) return lock.packages[`node_modules/${name}`]?.version !== undefined
  }
}

let added = 0
for (const [folder, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(folder, name)) continue
    lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), dev: entry.dev, optional: true }
    added++
  }
}

if (added > 0) {
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'))
  lock.packages = Object.fromEntries(sorted)
  writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`)
}
console.log(`package-lock.json: ${added} missing optional ${added === 1 ? 'entry' : 'entries'} added.`)

const { status } = spawnSync('npm', ['ci', '--dry-run', '--silent'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
console.log(status === 0 ? 'npm ci accepts it.' : 'npm ci still refuses it: run `npm ci --dry-run` to see why.')
process.exitCode = status ?? 1
