import { TestBed } from '@angular/core/testing'
import { Router } from '@angular/router'
import { describe, expect, it } from 'vitest'
import { readProblem } from './read-problem'

const read = (url: string) => readProblem(TestBed.inject(Router), url)

describe('readProblem', () => {
  it('takes the problem and the provider out of a URL, and nothing else', () => {
    expect(read('/security?tab=ways&problem=denied&provider=google#linked')).toEqual({
      problem: 'denied',
      provider: 'google',
      rest: '/security?tab=ways#linked',
    })
  })

  it.each(['/security', '/security?problem=', '/security?problem=made-up', '/security?problem=denied&problem=denied'])(
    'finds none in %s',
    (url) => {
      expect(read(url)).toBeNull()
    },
  )
})
