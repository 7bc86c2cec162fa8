import { createClient } from 'redis'
import { memory } from '../examples/memory-store.ts'
import {
  changeSession,
  type CreationTerms,
  type EndedSession,
  type Ending,
  type FoundSession,
  type Rotation,
  type SessionChange,
  type SessionRecord,
  type SessionSelection,
  type SessionStore,
  type Store,
} from '../src/index.ts'

/**
 * Sessions in Redis as one writes them on the first day: the record under the token, read and written back. It works in
 * every demonstration. What it does not keep is what the suites are there to find.
 */
export async function naiveRedis(url: string): Promise<Store> {
  const client = await createClient({ url }).connect()
  const sessions = new NaiveSessions(client)
  return { ...memory(), sessions, close: () => client.close() }
}

type Client = Pick<ReturnType<typeof createClient>, 'get' | 'set' | 'del' | 'keys'>

class NaiveSessions implements SessionStore {
  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  async create(session: SessionRecord, { replaced, limit }: CreationTerms) {
    const ended = await this.end(replaced, replaced.ending)
    const live = await this.list(session.userId)
    if (live.length >= limit.most && limit.ending === null) return { created: false, ended }
    const [oldest] = live.toSorted((a, b) => a.createdAt - b.createdAt)
    if (live.length >= limit.most && oldest !== undefined && limit.ending !== null) {
      ended.push(...(await this.end({ tokenHashes: [oldest.tokenHash] }, limit.ending)))
    }
    await this.#write(session)
    return { created: true, ended }
  }

  async find(tokenHash: string): Promise<FoundSession> {
    const session = await this.#read(tokenHash)
    return session === null ? null : { state: 'kept', session }
  }

  async list(userId: string): Promise<SessionRecord[]> {
    return (await this.#all()).filter((session) => session.userId === userId)
  }

  async update(id: string, change: SessionChange): Promise<boolean> {
    const session = (await this.#all()).find((one) => one.id === id)
    if (session === undefined) return false
    await this.#write(changeSession(session, change))
    return true
  }

  async rotate(tokenHash: string, rotation: Rotation): Promise<boolean> {
    const session = await this.#read(tokenHash)
    if (session === null) return false
    const reauthenticatedAt = rotation.reauthenticatedAt ?? session.reauthenticatedAt
    await this.#write({ ...session, tokenHash: rotation.tokenHash, reauthenticatedAt })
    await this.#client.del(tokenHash)
    return true
  }

  async end(which: SessionSelection, { reason }: Ending): Promise<EndedSession[]> {
    const sessions = (await this.#all()).filter((session) => isSelected(session, which))
    for (const { tokenHash } of sessions) await this.#client.del(tokenHash)
    return sessions.map(({ id, userId }) => ({ id, userId, reason }))
  }

  async removeExpired(): Promise<number> {
    return 0
  }

  async #all(): Promise<SessionRecord[]> {
    const sessions = await Promise.all((await this.#client.keys('*')).map((key) => this.#read(key)))
    return sessions.filter((session) => session !== null)
  }

  async #read(tokenHash: string): Promise<SessionRecord | null> {
    const text = await this.#client.get(tokenHash)
    return text === null ? null : (JSON.parse(text) as SessionRecord)
  }

  async #write(session: SessionRecord): Promise<void> {
    await this.#client.set(session.tokenHash, JSON.stringify(session))
  }
}

function isSelected({ tokenHash, id, userId }: SessionRecord, which: SessionSelection): boolean {
  if ('tokenHashes' in which) return which.tokenHashes.includes(tokenHash)
  return userId === which.userId && ('id' in which ? id === which.id : id !== which.exceptId)
}
