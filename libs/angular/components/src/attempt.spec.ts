import { describe, expect, it, vi } from 'vitest'
import { Attempt } from './attempt'

describe('Attempt', () => {
  it('is pending while it lasts, and tells whether it worked', async () => {
    const attempt = new Attempt()
    const running = attempt.run(() => Promise.resolve())
    expect(attempt.isPending()).toBe(true)
    await expect(running).resolves.toBe(true)
    expect(attempt.isPending()).toBe(false)
  })

  it('keeps what it failed with until the next try', async () => {
    const attempt = new Attempt()
    const error = new Error('No')
    await expect(attempt.run(() => Promise.reject(error))).resolves.toBe(false)
    expect(attempt.failure()).toBe(error)
    const again = attempt.run(() => Promise.resolve())
    expect(attempt.failure()).toBeNull()
    await again
  })

  it('does nothing twice at once', async () => {
    const attempt = new Attempt()
    const act = vi.fn(() => Promise.resolve())
    await Promise.all([attempt.run(act), attempt.run(act)])
    expect(act).toHaveBeenCalledOnce()
  })
})
