import { expect, it } from 'vitest'
import { EventLoopWatch } from './event-loop-watch.ts'

it('EventLoopWatch notices what blocks the event loop, and forgets it once it has told', async () => {
  const watch = new EventLoopWatch()

  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)

  expect(watch.takeLongestMs()).toBeGreaterThan(150)
  expect(watch.takeLongestMs()).toBeLessThan(100)
})
