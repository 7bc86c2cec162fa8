import type * as Argon2 from '@node-rs/argon2'

let held = Promise.resolve()

/** How many passwords are being hashed, and the most that ever were at once. */
export const hashing = { running: 0, most: 0 }

/** From here on hashing takes until the returned function is called. */
export function holdHashing(): () => void {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  held = promise
  return () => {
    resolve(undefined)
  }
}

/**
 * The real module, counted.
 *
 * @example
 * vi.mock('@node-rs/argon2', async (importOriginal) => {
 *   const { countArgon2 } = await import('../testing/counted-argon2.ts')
 *   return countArgon2(await importOriginal())
 * })
 */
export function countArgon2(argon2: typeof Argon2): typeof Argon2 {
  return {
    ...argon2,
    hash: (...values) => counted(() => argon2.hash(...values)),
    verify: (...values) => counted(() => argon2.verify(...values)),
  }
}

async function counted<T>(work: () => Promise<T>): Promise<T> {
  hashing.running += 1
  hashing.most = Math.max(hashing.most, hashing.running)
  try {
    await held
    return await work()
  } finally {
    hashing.running -= 1
  }
}
