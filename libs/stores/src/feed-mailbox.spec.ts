import { describe, expect, it } from 'vitest'
import { FeedMailbox } from './feed-mailbox.ts'

describe('a mailbox', () => {
  it('knows up to when it was heard by the heartbeat that comes back', () => {
    const mailbox = new FeedMailbox()
    const before = performance.now()
    expect(mailbox.heardUntil()).toBeNull()

    for (const message of mailbox.take(1)) mailbox.hear(message)

    expect(mailbox.heardUntil()).toBeGreaterThanOrEqual(before)
    expect(mailbox.heardUntil()).toBeLessThanOrEqual(performance.now())
  })

  it.each(['9e15', 'Infinity', 'NaN', 'tomorrow', '-1e9'])('L1 believes no forged heartbeat of %s', (moment) => {
    const mailbox = new FeedMailbox()
    const [heartbeat = ''] = mailbox.take(1)
    mailbox.hear(heartbeat)
    const heard = mailbox.heardUntil()

    mailbox.hear(`${heartbeat.slice(0, 17)}${moment}`)
    expect(mailbox.heardUntil()).toBe(heard)

    for (const message of mailbox.take(1)) mailbox.hear(message)
    expect(mailbox.heardUntil()).toBeGreaterThan(heard ?? Infinity)
  })
})
