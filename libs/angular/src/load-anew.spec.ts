import { DOCUMENT } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { describe, expect, it, vi } from 'vitest'
import { LOAD_ANEW } from './load-anew'

/** A window of its own: that of the tests must not be loaded anew. */
class FakeWindow extends EventTarget {
  readonly location = { reload: vi.fn() }
}

function setUp(defaultView: FakeWindow | null) {
  TestBed.configureTestingModule({ providers: [{ provide: DOCUMENT, useValue: { defaultView } }] })
  return TestBed.runInInjectionContext(() => TestBed.inject(LOAD_ANEW))
}

describe('LOAD_ANEW', () => {
  it('loads the document again', () => {
    const view = new FakeWindow()
    setUp(view)()
    expect(view.location.reload).toHaveBeenCalledOnce()
  })

  it('does not let the page ask whether to leave', () => {
    const view = new FakeWindow()
    const asks = vi.fn()
    view.addEventListener('beforeunload', asks)
    setUp(view)()
    view.dispatchEvent(new Event('beforeunload'))
    expect(asks).not.toHaveBeenCalled()
  })

  it('does nothing where there is no window', () => {
    expect(() => {
      setUp(null)()
    }).not.toThrow()
  })
})
