import { TestBed } from '@angular/core/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { Curtain } from './curtain'
import { setUp } from './spec/set-up'
import { adaStatus, anonymousStatus } from './spec/status-bodies'

function setUpCurtain(status: object) {
  let loads = 0
  setUp({ document: status, loadAnew: () => loads++ })
  return { curtain: TestBed.inject(Curtain), loads: () => loads }
}

const appSheet = new CSSStyleSheet()

describe('Curtain', () => {
  afterEach(() => {
    document.adoptedStyleSheets = []
  })

  it('hides every element by itself, so that a dialog on top of the page is hidden too', () => {
    const { curtain } = setUpCurtain(adaStatus)
    curtain.close()
    const [rule] = Array.from(document.adoptedStyleSheets[0]?.cssRules ?? [])
    expect(rule?.cssText).toMatch(/^\* \{ visibility: hidden !important; transition: none !important; \}$/)
  })

  it('goes without a trace, and leaves the style sheets of the app alone', async () => {
    document.adoptedStyleSheets = [appSheet]
    const { curtain } = setUpCurtain(adaStatus)
    curtain.close()
    curtain.close()
    expect(document.adoptedStyleSheets).toHaveLength(2)
    await curtain.openAfter(Promise.resolve())
    expect(document.adoptedStyleSheets).toEqual([appSheet])
  })

  it('gives the focus back, which the browser takes from what is hidden', async () => {
    const { curtain } = setUpCurtain(adaStatus)
    const field = document.body.appendChild(document.createElement('input'))
    field.focus()
    curtain.close()
    field.blur()
    await curtain.openAfter(Promise.resolve())
    expect(document.activeElement).toBe(field)
    field.remove()
  })

  it('does not hide what is nobody’s', () => {
    const { curtain } = setUpCurtain(anonymousStatus)
    curtain.close()
    expect(document.adoptedStyleSheets).toEqual([])
  })

  it('has nothing to open, and nothing to replace, while it is open', async () => {
    const { curtain, loads } = setUpCurtain(adaStatus)
    await curtain.openAfter(Promise.reject(new Error('No answer')))
    expect(loads()).toBe(0)
  })

  it('stays closed once the page is replaced', async () => {
    const { curtain, loads } = setUpCurtain(adaStatus)
    curtain.replacePage()
    expect([curtain.isFinal, loads(), document.adoptedStyleSheets.length]).toEqual([true, 1, 1])
  })
})
