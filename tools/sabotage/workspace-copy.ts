import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../nx/nx-command.ts'
import { breakLine } from './break-line.ts'
import type { Sabotage } from './sabotage.ts'

/** The workspace in a folder of its own, so that nothing that is broken here is ever broken there. */
export class WorkspaceCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'coatcheck-sabotage-'))

  constructor() {
    const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']
    const files = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean)
    for (const file of files) copy(file, this.folder)
    linkPackages(this.folder)
  }

  /** Breaks one line while something is done, and mends it again. */
  async whileBroken<T>(sabotage: Sabotage, work: () => Promise<T>): Promise<T> {
    const file = join(this.folder, sabotage.file)
    const whole = readFileSync(file, 'utf8')
    writeFileSync(file, breakLine(whole, sabotage))
    try {
      return await work()
    } finally {
      writeFileSync(file, whole)
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function copy(file: string, folder: string): void {
  try {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    cpSync(join(root, file), join(folder, file))
  } catch (error) {
    // Git still lists what was deleted a moment ago.
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}

/** The installed packages are the real ones; our own are those of the copy, by the same relative links as ever. */
function linkPackages(folder: string): void {
  for (const modules of ['node_modules', ...nestedModules()]) {
    mkdirSync(join(folder, modules), { recursive: true })
    for (const name of readdirSync(join(root, modules))) {
      // Caches, `.vite` among them, are not shared.
      if (name.startsWith('.') && name !== '.bin') continue
      if (name === '@coatcheck') cpSync(join(root, modules, name), join(folder, modules, name), verbatim)
      else symlinkSync(join(root, modules, name), join(folder, modules, name))
    }
  }
}

const verbatim = { recursive: true, verbatimSymlinks: true }

function nestedModules(): string[] {
  return ['apps', 'libs'].flatMap((rooms) =>
    readdirSync(join(root, rooms))
      .map((room) => join(rooms, room))
      .filter((room) => readdirSync(join(root, room)).includes('node_modules'))
      .map((room) => join(room, 'node_modules')),
  )
}
