/** A disk in memory that a server alone sees, in a folder of its own. It is gone with the server. */
export interface SmallDisk {
  folder: string
  bytes: number
}

/**
 * The command that runs a server where a folder is such a disk. Needs Linux and user namespaces, but no root. It goes
 * twice into one of these: to mount takes somebody who is root there, and PostgreSQL refuses to be root anywhere.
 */
export function onSmallDisk({ folder, bytes }: SmallDisk, command: string, args: readonly string[]) {
  const script = 'mount -t tmpfs -o "size=$1,mode=777" tmpfs "$2" && shift 2 && exec "$@"'
  const asRoot = ['--user', '--map-root-user', '--mount', 'sh', '-c', script, 'sh', String(bytes), folder]
  const asSomebody = ['unshare', '--user', '--map-user=1000', '--map-group=1000']
  return { command: 'unshare', args: [...asRoot, ...asSomebody, command, ...args] }
}
