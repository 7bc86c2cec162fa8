import type { Adapter, AdapterPayload } from 'oidc-provider'

interface Entry {
  payload: AdapterPayload
  expiresAt: number
}

/** What a grant gives out, and takes along when it goes. Not the login during which it goes: that one is still under way. */
const givenOut = ['AccessToken', 'AuthorizationCode', 'RefreshToken']

/** All that one provider knows, until the process ends. It outlives a change of keys. */
export class Memory {
  readonly #models = new Map<string, Map<string, Entry>>()

  /** What there is of a model, such as `Session`. */
  of(model: string): Map<string, Entry> {
    const entries = this.#models.get(model) ?? new Map<string, Entry>()
    this.#models.set(model, entries)
    return entries
  }

  /** The way in which `oidc-provider` asks. */
  adapter(model: string): Adapter {
    return new MemoryAdapter(this, model)
  }

  forgetGrant(grantId: string): void {
    for (const entries of givenOut.map((model) => this.of(model))) {
      for (const [id, { payload }] of entries) if (payload.grantId === grantId) entries.delete(id)
    }
  }
}

class MemoryAdapter implements Adapter {
  readonly #memory: Memory
  readonly #entries: Map<string, Entry>

  constructor(memory: Memory, model: string) {
    this.#memory = memory
    this.#entries = memory.of(model)
  }

  async upsert(id: string, payload: AdapterPayload, expiresInSeconds = Infinity): Promise<void> {
    this.#entries.set(id, { payload, expiresAt: Date.now() + expiresInSeconds * 1000 })
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = this.#entries.get(id)
    return entry !== undefined && entry.expiresAt > Date.now() ? entry.payload : undefined
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findWith('uid', uid)
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findWith('userCode', userCode)
  }

  async consume(id: string): Promise<void> {
    const entry = this.#entries.get(id)
    if (entry !== undefined) entry.payload.consumed = Math.floor(Date.now() / 1000)
  }

  async destroy(id: string): Promise<void> {
    this.#entries.delete(id)
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    this.#memory.forgetGrant(grantId)
  }

  async #findWith(field: 'uid' | 'userCode', value: string): Promise<AdapterPayload | undefined> {
    for (const [id, { payload }] of this.#entries) if (payload[field] === value) return this.find(id)
    return undefined
  }
}
