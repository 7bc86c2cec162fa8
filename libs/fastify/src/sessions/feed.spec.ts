import type { FeedListener, StoreFeed } from '@coatcheck/stores'
import { describe, expect, it } from 'vitest'
import { Feed } from './feed.ts'
import type { News } from './news.ts'

/** A feed by which a test says what other processes would say. */
function connected({ publish = () => true }: Partial<StoreFeed> = {}) {
  const listeners = new Set<FeedListener>()
  const warnings: string[] = []
  const heard: News[] = []
  const sent: string[] = []
  const feed = new Feed({
    shared: {
      publish: (message) => {
        sent.push(message)
        return publish(message)
      },
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      heardUntil: () => null,
    },
    warn: (_details, message) => warnings.push(message),
  })
  feed.subscribe('usr_ada', (news) => heard.push(news))
  const say = (message: string) => {
    for (const { onMessage } of listeners) onMessage(message)
  }
  return { feed, warnings, heard, sent, say }
}

const news: News[] = [
  { kind: 'session_ended', userId: 'usr_ada', sessionId: 'ses_1', reason: 'revoked' },
  { kind: 'session_ended', userId: 'usr_ada', sessionId: 'ses_1', reason: null },
  { kind: 'session_changed', userId: 'usr_ada', sessionId: 'ses_1' },
  { kind: 'user_changed', userId: 'usr_ada' },
]

describe('the feed', () => {
  it('tells listeners here at once, and other processes in words that they understand', () => {
    const [here, there] = [connected(), connected()]

    for (const one of news) here.feed.publish(one)
    for (const message of here.sent) there.say(message)

    expect(here.heard).toEqual(news)
    expect(there.heard).toEqual(news)
    expect(there.warnings).toEqual([])
  })

  it('does not pass on what it has heard', () => {
    const { say, sent } = connected()

    say('{"v":1,"kind":"user_changed","userId":"usr_ada"}')

    expect(sent).toEqual([])
  })

  it.each([
    '',
    'nonsense',
    'null',
    '[]',
    '7',
    '{}',
    '{"v":2,"kind":"user_changed","userId":"usr_ada"}',
    '{"kind":"user_changed","userId":"usr_ada"}',
    '{"v":1,"kind":"user_changed"}',
    '{"v":1,"kind":"user_changed","userId":""}',
    '{"v":1,"kind":"user_changed","userId":["usr_ada"]}',
    '{"v":1,"kind":"user_changed","userId":"usr_ada","role":"admin"}',
    '{"v":1,"kind":"session_changed","userId":"usr_ada"}',
    '{"v":1,"kind":"session_ended","userId":"usr_ada","sessionId":"ses_1"}',
    '{"v":1,"kind":"session_ended","userId":"usr_ada","sessionId":"ses_1","reason":"<b>because</b>"}',
    '{"v":1,"kind":"session_revived","userId":"usr_ada","sessionId":"ses_1"}',
    '{"v":1,"kind":"__proto__","userId":"usr_ada","sessionId":"ses_1"}',
    `{"v":1,"kind":"user_changed","userId":"${'a'.repeat(1001)}"}`,
  ])('L7 ignores what is no news, with a line in the log: %s', (garbage) => {
    const { say, heard, warnings } = connected()

    say(garbage)

    expect(heard).toEqual([])
    expect(warnings).toEqual(['News of another process cannot be read'])
  })

  it('L7 fills no log with garbage', () => {
    const { say, warnings } = connected()

    for (let round = 0; round < 100; round++) say('nonsense')

    expect(warnings).toHaveLength(1)
  })

  it('L7 tells listeners here also when the way to the others fails', () => {
    const { feed, heard, warnings } = connected({
      publish() {
        throw new Error('on purpose')
      },
    })

    feed.publish({ kind: 'user_changed', userId: 'usr_ada' })

    expect(heard).toHaveLength(1)
    expect(warnings).toEqual(['The feed of the store has failed'])
  })

  it('hears nothing once it is closed', () => {
    const { feed, say, heard } = connected()

    feed.close()
    say('{"v":1,"kind":"user_changed","userId":"usr_ada"}')

    expect(heard).toEqual([])
  })
})
