import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { privateDiskCure } from './private-disk.ts'
import type { WatchedApi } from './start-watched-api.ts'

/** Takes a fault away again; doing it twice is no harm. */
export type Lift = () => Promise<void>

/** Something goes wrong outside of the API, for real, until it is lifted. */
export type Fault = (api: WatchedApi) => Promise<Lift>

const lockHolder = fileURLToPath(new URL('hold-lock.ts', import.meta.url))

/** Another process holds the write lock of the database. */
export const lockDatabase: Fault = async (api) => {
  const { holder, ended } = await startLocker(api)
  return async () => {
    if (holder.connected) holder.disconnect()
    await ended
  }
}

/** Another process holds the write lock of the database, and is killed before it has committed what it wrote. */
export const killLocker: Fault = async (api) => {
  const { holder, ended } = await startLocker(api)
  return async () => {
    holder.kill('SIGKILL')
    await ended
  }
}

async function startLocker({ databaseFile, beside }: WatchedApi) {
  const [command = '', ...args] = beside([process.execPath, lockHolder, databaseFile])
  const holder = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = once(holder, 'exit').then(() => 'ended')
  const first = await Promise.race([once(holder, 'message'), ended]).catch((error: unknown) => String(error))
  if (typeof first === 'string') throw new Error(`${databaseFile} could not be locked (${first}). ${privateDiskCure}`)
  return { holder, ended }
}

/** The operating system refuses every write of the process to a file, as a file system does that has an error (EFBIG). */
export const refuseWrites: Fault = async ({ pid }) => {
  limitFileSize(pid, '0')
  return async () => {
    limitFileSize(pid, 'unlimited')
  }
}

/** The soft limit alone: it may be raised again without being root. */
function limitFileSize(pid: number, bytes: string): void {
  try {
    execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
  } catch (error) {
    throw new Error('prlimit did not work: these tests need Linux with util-linux.', { cause: error })
  }
}

/** The disk of the database is full (ENOSPC). The API must have been started on a disk of its own. */
export const fillDisk: Fault = async ({ folder }) => {
  const filling = join(folder, 'filling')
  const file = openSync(filling, 'w')
  const block = Buffer.alloc(4096, 1)
  try {
    for (;;) writeSync(file, block)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(file)
  }
  return async () => {
    rmSync(filling, { force: true })
  }
}
