import { HttpClient } from '@angular/common/http'
import { TestBed } from '@angular/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setUpAttack } from '../spec/set-up-attack'
import { injectForgeAnEvent } from './forge-an-event'

const said: [name: string, data: unknown][] = []

beforeEach(() => {
  said.length = 0
  // That of `timer`.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      readonly #name: string
      constructor(name: string) {
        this.#name = name
      }
      postMessage(data: unknown) {
        said.push([this.#name, data])
      }
      close() {
        // Nobody else is here.
      }
    },
  )
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('forging the news', () => {
  it('tells all tabs of a logout that did not happen', async () => {
    const { attack } = setUpAttack(injectForgeAnEvent)
    const outcome = attack.run()
    await vi.advanceTimersByTimeAsync(1_000)
    await outcome
    expect(said).toEqual([[`coatcheck ${location.origin}/auth`, ['anonymous']]])
  })

  it('holds when the person is still the same, and counts the questions', async () => {
    const { attack, server } = setUpAttack(injectForgeAnEvent)
    const outcome = attack.run()
    TestBed.inject(HttpClient).get('/auth/status').subscribe()
    server.expectOne('/auth/status').flush({})
    await vi.advanceTimersByTimeAsync(1_000)
    const { held, steps } = await outcome
    expect(held).toBe(true)
    expect(steps[1]?.got).toBe('asked GET /auth/status, once')
  })

  it('does not hold when it was believed', async () => {
    const { attack, coatcheck } = setUpAttack(injectForgeAnEvent)
    const outcome = attack.run()
    coatcheck.expire()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await outcome).toMatchObject({ held: false, verdict: 'Believed' })
  })
})
