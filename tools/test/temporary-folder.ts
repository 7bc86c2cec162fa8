import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Gives a run of Vitest a temporary folder of its own, and takes it away with all that the tests left in it. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'coatcheck-test-'))
  // Passable for all: some tests run a process as another user.
  chmodSync(folder, 0o711)
  process.env['TMPDIR'] = folder
  return () => {
    rmSync(folder, { recursive: true, force: true })
  }
}
