import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export interface ServerUser {
  uid: number
  gid: number
}

/** Who a server runs as that refuses to be root: the user that its package made, or nobody. Null when we are not root. */
export async function serverUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null
  try {
    const { stdout } = await promisify(execFile)('getent', ['passwd', 'postgres'])
    const [, , uid, gid] = stdout.split(':')
    return { uid: Number(uid), gid: Number(gid) }
  } catch {
    return { uid: 65_534, gid: 65_534 }
  }
}
