import { describe, expect, it } from 'vitest'
import { freshStore, type OpenStore } from './fresh-store.ts'
import { noon } from './session-record.ts'

/** The promises that every store of known devices keeps. `open` returns a fresh, empty store. */
export function describeKnownDeviceStore(name: string, open: OpenStore): void {
  describe(`KnownDeviceStore: ${name}`, () => {
    const store = freshStore(open)

    it('knows a device for the user who logged in from it, and for nobody else', async () => {
      await store.knownDevices.remember('laptop', 'usr_ada', noon)

      expect(await store.knownDevices.knows('laptop', 'usr_ada')).toBe(true)
      expect(await store.knownDevices.knows('laptop', 'usr_bob')).toBe(false)
      expect(await store.knownDevices.knows('phone', 'usr_ada')).toBe(false)
    })

    it('knows a device that several users share', async () => {
      await store.knownDevices.remember('laptop', 'usr_ada', noon)
      await store.knownDevices.remember('laptop', 'usr_bob', noon)

      expect(await store.knownDevices.knows('laptop', 'usr_ada')).toBe(true)
      expect(await store.knownDevices.knows('laptop', 'usr_bob')).toBe(true)
    })

    it('forgets the devices of one user', async () => {
      await store.knownDevices.remember('laptop', 'usr_ada', noon)
      await store.knownDevices.remember('phone', 'usr_ada', noon)
      await store.knownDevices.remember('laptop', 'usr_bob', noon)

      await store.knownDevices.forgetUser('usr_ada')

      expect(await store.knownDevices.knows('laptop', 'usr_ada')).toBe(false)
      expect(await store.knownDevices.knows('phone', 'usr_ada')).toBe(false)
      expect(await store.knownDevices.knows('laptop', 'usr_bob')).toBe(true)
    })

    it('removes devices that were not used for long, so many at a time', async () => {
      for (const device of ['a', 'b', 'c']) await store.knownDevices.remember(device, 'usr_ada', noon - 1)
      await store.knownDevices.remember('laptop', 'usr_ada', noon)

      expect(await store.knownDevices.removeStale(noon, 2)).toBe(2)
      expect(await store.knownDevices.removeStale(noon, 2)).toBe(1)
      expect(await store.knownDevices.removeStale(noon, 2)).toBe(0)

      expect(await store.knownDevices.knows('laptop', 'usr_ada')).toBe(true)
    })

    it('counts the last use, also when an earlier one comes in later', async () => {
      await store.knownDevices.remember('laptop', 'usr_ada', noon - 1)
      await store.knownDevices.remember('laptop', 'usr_ada', noon)
      await store.knownDevices.remember('laptop', 'usr_ada', noon - 1)

      expect(await store.knownDevices.removeStale(noon, 10)).toBe(0)
    })
  })
}
