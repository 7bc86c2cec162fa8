import { afterEach, beforeEach } from 'vitest'
import type { Store } from '../store.ts'

/** Opens an empty store. */
export type OpenStore = () => Promise<Store>

/** Opens a store before each test of the `describe` around it, and closes it after. Returns the verbs of the open one. */
export function freshStore(open: OpenStore): Store {
  let opened: Store | null = null
  const current = (): Store => {
    if (opened === null) throw new Error('A store is open while a test runs, and only then')
    return opened
  }

  beforeEach(async () => {
    opened = await open()
  })
  afterEach(async () => {
    await opened?.close()
    opened = null
  })

  return {
    get sessions() {
      return current().sessions
    },
    get passwords() {
      return current().passwords
    },
    get users() {
      return current().users
    },
    get rateLimits() {
      return current().rateLimits
    },
    get knownDevices() {
      return current().knownDevices
    },
    get identities() {
      return current().identities
    },
    get roundTrips() {
      return current().roundTrips
    },
    get providerLogins() {
      return current().providerLogins
    },
    get pictures() {
      return current().pictures
    },
    check: () => current().check(),
    close: () => current().close(),
  }
}
