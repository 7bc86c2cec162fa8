import { TestBed } from '@angular/core/testing'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it } from 'vitest'
import { News } from './news'
import { NewsLine } from './news-line'

async function render() {
  TestBed.configureTestingModule({ providers: [provideCoatcheckTesting({ profile: {} })] })
  const fixture = TestBed.createComponent(NewsLine)
  await fixture.whenStable()
  const element = fixture.nativeElement as HTMLElement
  const news = TestBed.inject(News)
  const tell = async (text: string) => {
    news.tell(text)
    await fixture.whenStable()
  }
  return { fixture, element, tell, line: () => element.querySelector('p'), coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('NewsLine', () => {
  it('tells what happened, in a status that was there before', async () => {
    const { element, tell } = await render()
    const status = element.querySelector('[role=status]')
    await tell('Your name was changed.')
    expect(status?.textContent).toContain('Your name was changed.')
  })

  it('leaves when its time is over, or when it is closed', async () => {
    const { fixture, element, tell, line } = await render()
    await tell('One thing.')
    line()?.dispatchEvent(new Event('animationend'))
    await fixture.whenStable()
    expect(line()).toBeNull()

    await tell('Another thing.')
    element.querySelector('button')?.click()
    await fixture.whenStable()
    expect(line()).toBeNull()
  })

  it('gives the same sentence its whole time again', async () => {
    const { tell, line } = await render()
    await tell('Logged out one device.')
    const first = line()
    await tell('Logged out one device.')
    expect(line()).not.toBe(first)
  })

  it('tells nobody what happened to somebody else', async () => {
    const { fixture, tell, line, coatcheck } = await render()
    await tell('Ada’s password was changed.')
    coatcheck.switchUser()
    await fixture.whenStable()
    expect(line()).toBeNull()
  })
})
