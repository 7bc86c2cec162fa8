import { dirname } from 'node:path'

/**
 * A disk in memory that one process alone sees, where others see an empty folder: it can be filled without harm, and
 * how long it takes to write there is a fact about the process and not about the disk of this machine.
 */
export interface PrivateDisk {
  bytes: number
  /** A file to begin with. */
  copyOf?: string
  /** Standard output goes to a file `log` on it. Default false. */
  withLog?: boolean
}

/** The command that runs another one where the folder of a file is a disk of its own. Needs Linux, but no root. */
export function onPrivateDisk({ bytes, copyOf, withLog }: PrivateDisk, file: string, command: string[]): string[] {
  const log = withLog === true ? 'exec >"$2/log" && ' : ''
  const script = `mount -t tmpfs -o "size=$1" tmpfs "$2" && cp "$3" "$4" && ${log}shift 4 && exec "$@"`
  const unshare = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', script, 'sh']
  return [...unshare, String(bytes), dirname(file), copyOf ?? '/dev/null', file, ...command]
}

/** The command that runs another one where it sees the private disk of a process. */
export function besideProcess(pid: number, command: string[]): string[] {
  return ['nsenter', '--target', String(pid), '--user', '--mount', '--preserve-credentials', ...command]
}

/** Where this process sees the private disk of another one. SQLite does not: it follows the link to its end. */
export function seenFromHere(pid: number, folder: string): string {
  return `/proc/${String(pid)}/root${folder}`
}

/** What to do when the commands above fail. */
export const privateDiskCure =
  'If it was unshare, mount or nsenter that failed: these tests need Linux with util-linux, and a kernel that allows ' +
  'user namespaces (sysctl kernel.apparmor_restrict_unprivileged_userns=0) or a run as root.'
