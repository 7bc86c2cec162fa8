import { PLATFORM_ID } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { provideCoatcheck } from './provide-coatcheck'
import { FakeEventSource, installFakeEventSource } from './spec/fake-event-source'
import { settle, writeStatus } from './spec/set-up'
import { adaStatus } from './spec/status-bodies'
import { withLiveEvents } from './with-live-events'

describe('withLiveEvents', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('does not listen on a server', async () => {
    installFakeEventSource()
    writeStatus(adaStatus)
    TestBed.configureTestingModule({
      providers: [provideCoatcheck(withLiveEvents()), { provide: PLATFORM_ID, useValue: 'server' }],
    })
    TestBed.inject(PLATFORM_ID)
    await settle()
    expect(FakeEventSource.all).toEqual([])
  })
})
