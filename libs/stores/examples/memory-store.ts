import type { KnownDeviceStore, PasswordStore, Store, UserRecord, UserStore } from '@coatcheck/stores'
import { MemoryIdentities } from './memory-identities.ts'
import { MemoryPictures } from './memory-pictures.ts'
import { MemoryRateLimits } from './memory-rate-limits.ts'
import { MemoryRoundTrips } from './memory-round-trips.ts'
import { MemorySessions } from './memory-sessions.ts'

/**
 * A store of one's own, in the memory of one process. All of it is gone with the process: good for a test that starts a
 * thousand times, and to read before a store for another database is written.
 *
 * @example
 * await app.register(coatcheck, { publicUrl, store: memory() })
 */
export function memory(): Store {
  const sessions = new MemorySessions()
  const hashes = new Map<string, string>()
  const devices = new MemoryDevices()
  const users = new Map<string, UserRecord>()
  const identities = new MemoryIdentities({
    sessions,
    hasPassword: (userId) => hashes.has(userId),
    addUser: (user) => addUser(users, user),
  })
  const pictures = new MemoryPictures((userId, version) => {
    const user = users.get(userId)
    if (user === undefined || user.pictureVersion === version) return
    users.set(userId, { ...user, pictureVersion: version, version: user.version + 1 })
  })
  return {
    sessions,
    passwords: memoryPasswords(hashes, sessions),
    users: memoryUsers(users, { hashes, sessions, devices, identities, pictures }),
    rateLimits: new MemoryRateLimits(),
    knownDevices: devices,
    identities,
    roundTrips: new MemoryRoundTrips(),
    providerLogins: identities,
    pictures,
    check: async () => undefined,
    close: async () => undefined,
  }
}

function memoryPasswords(hashes: Map<string, string>, sessions: MemorySessions): PasswordStore {
  return {
    find: async (userId) => hashes.get(userId) ?? null,
    set: async (userId, hash) => void hashes.set(userId, hash),
    remove: async (userId) => void hashes.delete(userId),
    async change({ userId, from, to, keeps, ending }) {
      // All is looked at before anything is changed.
      const asking = sessions.findLive(keeps.tokenHash, ending.at)
      if (asking?.userId !== userId) return { outcome: 'session_ended', ended: [] }
      if (hashes.get(userId) !== from) return { outcome: 'stale', ended: [] }
      hashes.set(userId, to)
      sessions.rotateNow(keeps.tokenHash, { ...ending, tokenHash: keeps.newTokenHash, reauthenticatedAt: null })
      return { outcome: 'changed', ended: sessions.endNow({ userId, exceptId: asking.id }, ending) }
    },
  }
}

interface Belongings {
  hashes: Map<string, string>
  sessions: MemorySessions
  devices: MemoryDevices
  identities: MemoryIdentities
  pictures: MemoryPictures
}

function memoryUsers(users: Map<string, UserRecord>, belongings: Belongings): UserStore {
  const { hashes, sessions, devices, identities, pictures } = belongings
  return {
    findById: async (id) => structuredClone(users.get(id) ?? null),
    findByEmail: async (email) => structuredClone(findByEmail(users, email) ?? null),
    async create(user, passwordHash) {
      if (!addUser(users, user)) return 'email_taken'
      hashes.set(user.id, passwordHash)
      return 'created'
    },
    async update(id, { name, locale }) {
      const user = users.get(id)
      if (user === undefined) return null
      const changed = { ...user, name: name ?? user.name, locale: locale ?? user.locale }
      if (changed.name !== user.name || changed.locale !== user.locale) changed.version += 1
      users.set(id, changed)
      return structuredClone(changed)
    },
    async addEmail(id, { email, emailCanonical }) {
      const user = users.get(id)
      if (user === undefined || user.email !== null) return structuredClone(user ?? null)
      if (findByEmail(users, emailCanonical) !== undefined) return 'email_taken'
      const changed = { ...user, email, emailCanonical, emailVerified: false, version: user.version + 1 }
      users.set(id, changed)
      return structuredClone(changed)
    },
    async delete(id, ending) {
      users.delete(id)
      hashes.delete(id)
      await devices.forgetUser(id)
      await identities.forgetUser(id)
      await pictures.forgetUser(id)
      return sessions.endNow({ userId: id, exceptId: null }, ending)
    },
  }
}

function findByEmail(users: Map<string, UserRecord>, email: string): UserRecord | undefined {
  return [...users.values()].find((user) => user.emailCanonical === email)
}

/** False when the address is taken. */
function addUser(users: Map<string, UserRecord>, user: UserRecord): boolean {
  if (user.emailCanonical !== null && findByEmail(users, user.emailCanonical) !== undefined) return false
  users.set(user.id, structuredClone(user))
  return true
}

class MemoryDevices implements KnownDeviceStore {
  /** By user, and then by device, the moment of the last use. */
  readonly #users = new Map<string, Map<string, number>>()

  async remember(deviceHash: string, userId: string, now: number): Promise<void> {
    const devices = this.#users.get(userId) ?? new Map<string, number>()
    devices.set(deviceHash, Math.max(now, devices.get(deviceHash) ?? 0))
    this.#users.set(userId, devices)
  }

  async knows(deviceHash: string, userId: string | null): Promise<boolean> {
    if (userId === null) return [...this.#users.values()].some((devices) => devices.has(deviceHash))
    return this.#users.get(userId)?.has(deviceHash) ?? false
  }

  async forgetUser(userId: string): Promise<void> {
    this.#users.delete(userId)
  }

  async removeStale(lastUsedBefore: number, limit: number): Promise<number> {
    const all = [...this.#users.values()].flatMap((devices) => [...devices].map((device) => ({ devices, device })))
    const stale = all.filter(({ device: [, usedAt] }) => usedAt < lastUsedBefore).slice(0, limit)
    for (const { devices, device } of stale) devices.delete(device[0])
    return stale.length
  }
}
