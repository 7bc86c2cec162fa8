import { sqlite } from '@coatcheck/stores/sqlite'
import { onTestFinished } from 'vitest'
import type { CoatcheckOptions } from '../index.ts'
import { createClock } from '../sessions/clock.ts'
import { Browser } from './browser.ts'
import { noon, type TestApp, testApp } from './test-app.ts'

/** A machine whose clock can go wrong. The app runs on it, and runs again over the same file after a restart. */
export class Machine {
  #systemTime = noon
  #stopwatch = 0
  #running: TestApp | null = null

  /** Time passes: for the system clock, and for the stopwatch that nobody can set. */
  pass(seconds: number): void {
    this.#systemTime += seconds * 1000
    this.#stopwatch += seconds * 1000
  }

  /** Somebody moves the hands of the system clock, forward or, with a negative number, back. */
  setClock(seconds: number): void {
    this.#systemTime += seconds * 1000
  }

  /** Starts the app with `/orders` for users and `/cash` for a step-up. A browser may keep what it has from before. */
  async start(options: Partial<CoatcheckOptions> = {}, before?: Browser): Promise<{ test: TestApp; browser: Browser }> {
    const clock = createClock(
      () => this.#systemTime,
      () => this.#stopwatch,
    )
    const store = this.#running === null ? {} : { store: await this.#reopen(this.#running) }
    const test = await testApp({ clock, ...store, ...options }, (app) => {
      app.get('/orders', { config: { auth: 'user' } }, () => 'orders')
      app.get('/cash', { config: { auth: { within: '10m' } } }, () => 'cash')
    })
    this.#running ??= test
    const browser = new Browser(test.app)
    for (const [name, value] of before?.cookies ?? []) browser.cookies.set(name, value)
    return { test: { ...test, store: store.store ?? test.store }, browser }
  }

  async #reopen({ app, store, file }: TestApp) {
    await app.close()
    await store.close()
    const reopened = await sqlite(file)
    onTestFinished(() => reopened.close())
    return reopened
  }
}
