import { TestBed } from '@angular/core/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AskedOnce } from './asked-once'

const asked = () => TestBed.inject(AskedOnce)

describe('AskedOnce', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    localStorage.clear()
  })

  it('remembers each person, also in the next document', () => {
    expect(asked().has('usr_ada')).toBe(false)
    asked().remember('usr_ada')
    TestBed.resetTestingModule()
    expect([asked().has('usr_ada'), asked().has('usr_grace')]).toEqual([true, false])
  })

  it('says that everybody was asked where nothing can be remembered', () => {
    vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError')
    })
    asked().remember('usr_ada')
    expect(asked().has('usr_ada')).toBe(true)
  })
})
