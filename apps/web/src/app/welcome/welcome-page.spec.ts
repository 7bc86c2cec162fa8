import { Component } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { provideRouter, Router, withComponentInputBinding } from '@angular/router'
import { RouterTestingHarness } from '@angular/router/testing'
import { AuthError, type Problem, type ProfileGap } from '@coatcheck/angular'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { News } from '../shell/news'
import { WelcomePage } from './welcome-page'

@Component({ template: '' })
class OtherPage {}

const routes = [
  { path: 'welcome', component: WelcomePage },
  { path: '**', component: OtherPage },
]

async function open(profileIncomplete: ProfileGap[], url = '/welcome?returnUrl=%2Forders%3Fpage%3D2%23total') {
  const profile = {
    ...(profileIncomplete.includes('name') && { name: '' }),
    ...(profileIncomplete.includes('email') && { email: null }),
  }
  TestBed.configureTestingModule({
    providers: [
      provideRouter(routes, withComponentInputBinding()),
      provideCoatcheckTesting({ profile, profileIncomplete }),
    ],
  })
  const harness = await RouterTestingHarness.create(url)
  const page = harness.routeNativeElement
  if (!page) throw new Error('The page was not rendered.')
  const inputs = () => [...page.querySelectorAll('input')].map(({ autocomplete }) => autocomplete)
  const type = (autocomplete: string, text: string) => {
    const input = page.querySelector<HTMLInputElement>(`input[autocomplete="${autocomplete}"]`)
    if (!input) throw new Error(`There is no input for ${autocomplete}.`)
    input.value = text
    input.dispatchEvent(new Event('input'))
  }
  const save = async () => {
    page.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await harness.fixture.whenStable()
  }
  const notNow = () => [...page.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === 'Not now')
  const errors = () => [...page.querySelectorAll('mat-error')].map(({ textContent }) => textContent).filter(Boolean)
  const arrives = (url: string) =>
    vi.waitFor(() => {
      expect(router.url).toBe(url)
    })
  const router = TestBed.inject(Router)
  const coatcheck = TestBed.inject(CoatcheckTesting)
  return { page, inputs, type, save, notNow, errors, arrives, router, coatcheck }
}

const refuse = (coatcheck: CoatcheckTesting, problem: Problem) =>
  vi
    .spyOn(coatcheck.auth, 'updateProfile')
    .mockRejectedValue(new AuthError('problem', { httpStatus: problem.status, problem }))

const news = () => TestBed.inject(News).latest()?.text

describe('WelcomePage', () => {
  afterEach(() => {
    localStorage.clear()
  })

  it.each<[ProfileGap[], string[]]>([
    [['name'], ['name']],
    [['email'], ['email']],
    [
      ['name', 'email'],
      ['name', 'email'],
    ],
  ])('asks for %j and nothing else', async (gaps, fields) => {
    const { inputs } = await open(gaps)
    expect(inputs()).toEqual(fields)
  })

  it('saves what was filled in, says so, and leads to the wanted page', async () => {
    const { type, save, arrives, coatcheck } = await open(['name', 'email'])
    type('name', ' Katherine ')
    type('email', 'katherine@example.com')
    await save()
    await arrives('/orders?page=2#total')
    expect(coatcheck.auth.profile()).toMatchObject({ name: 'Katherine', email: 'katherine@example.com' })
    expect(news()).toBe('Thank you. Your profile has it now.')
  })

  it('takes one of two, and sends no empty field', async () => {
    const { type, save, arrives, coatcheck } = await open(['name', 'email'])
    const update = vi.spyOn(coatcheck.auth, 'updateProfile')
    type('email', 'katherine@example.com')
    await save()
    await arrives('/orders?page=2#total')
    expect(update).toHaveBeenCalledExactlyOnceWith({ email: 'katherine@example.com' }, 'complete your profile')
  })

  it('goes on with nothing changed when the person does not want to', async () => {
    const { notNow, arrives, coatcheck } = await open(['email'])
    notNow()?.click()
    await arrives('/orders?page=2#total')
    expect(coatcheck.auth.profile()?.email).toBeNull()
  })

  it.each([
    ['another origin', '/welcome?returnUrl=%2F%2Fevil.example'],
    ['nothing', '/welcome'],
    ['itself', '/welcome?returnUrl=%2Fwelcome%3FreturnUrl%3D%252Fwelcome'],
  ])('FC-19 leads home when %s was wanted', async (_, url) => {
    const { notNow, arrives } = await open(['email'], url)
    notNow()?.click()
    await arrives('/')
  })

  it('saves nothing when nothing was filled in, and says what else there is to do', async () => {
    const { type, save, errors, router } = await open(['email'])
    type('email', '  ')
    await save()
    expect(errors()).toEqual(['Nothing is filled in yet. You can also choose “Not now”.'])
    expect(document.activeElement?.getAttribute('autocomplete')).toBe('email')
    expect(router.url).toContain('/welcome')
  })

  it('FC-27 says beside the field that an address belongs to another account, and what to do', async () => {
    const { page, type, save, errors, coatcheck } = await open(['email'])
    refuse(coatcheck, { type: 'about:blank', title: 'Taken', status: 409, code: 'email_taken' })
    type('email', 'ada@example.org')
    await save()
    expect(errors()[0]).toMatch(/^Another account has this address\. If it is yours, log in to that one/)
    expect(page.querySelector('[role=alert]')?.textContent.trim()).toBe('')
    type('email', 'grace@example.org')
    await vi.waitFor(() => {
      expect(errors()).toEqual([])
    })
  })

  it('keeps what was typed through an outage, and says so', async () => {
    const { page, type, save, coatcheck } = await open(['email'])
    type('email', 'grace@example.org')
    coatcheck.fail(503)
    await save()
    expect(page.querySelector('[role=alert]')?.textContent).toContain('The server is in trouble.')
    expect(page.querySelector('input')?.value).toBe('grace@example.org')
  })

  it('FC-12 shows nothing of what one person typed to the next', async () => {
    const { page, type, coatcheck } = await open(['email'])
    type('email', 'grace@example.org')
    TestBed.tick()
    coatcheck.switchUser({ email: null })
    await vi.waitFor(() => {
      expect(page.querySelector('input')?.value).toBe('')
    })
  })

  it('has a word for somebody who comes by when nothing is missing', async () => {
    const { page } = await open([])
    expect(page.querySelector('h1')?.textContent).toBe('Nothing is missing')
    expect(localStorage).toHaveLength(0)
  })
})
