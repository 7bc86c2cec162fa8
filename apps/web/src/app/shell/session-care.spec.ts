import { DeferBlockBehavior, DeferBlockState, TestBed } from '@angular/core/testing'
import { provideRouter, Router } from '@angular/router'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { LOAD_DOCUMENT } from './load-document'
import { SessionCare } from './session-care'

async function render(expiresInSeconds = 1800, deferBlockBehavior = DeferBlockBehavior.Playthrough) {
  const loadDocument = vi.fn()
  TestBed.configureTestingModule({
    deferBlockBehavior,
    providers: [
      provideRouter([{ path: '**', children: [] }]),
      provideCoatcheckTesting({ profile: {} }),
      { provide: LOAD_DOCUMENT, useValue: loadDocument },
    ],
  })
  const coatcheck = TestBed.inject(CoatcheckTesting)
  coatcheck.logIn({}, { expiresInSeconds })
  const fixture = TestBed.createComponent(SessionCare)
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  await fixture.whenStable()
  const press = async (label: string) => {
    const button = [...element.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === label)
    if (!button) throw new Error(`There is no button ${label}.`)
    button.click()
    await fixture.whenStable()
  }
  return { fixture, element, press, coatcheck, loadDocument }
}

/** The code of the dialogs is on its way until `arriveAt` says how that ends. */
async function renderEarly(expiresInSeconds?: number) {
  const rendered = await render(expiresInSeconds, DeferBlockBehavior.Manual)
  const { fixture, element } = rendered
  const arriveAt = async (state: DeferBlockState) => {
    for (const block of await fixture.getDeferBlocks()) await block.render(state)
    await fixture.whenStable()
  }
  return { ...rendered, arriveAt, alert: () => element.querySelector('[role=alert]')?.textContent.trim() }
}

const refused = { code: 'reauthentication_required' }

describe('SessionCare', () => {
  it('shows nothing while the end is far and nobody asks for a password', async () => {
    const { element } = await render()
    expect([element.querySelector('section'), element.querySelector('dialog[open]')]).toEqual([null, null])
  })

  it('asks for the password, says what for, and says in our words that it is wrong', async () => {
    const { fixture, element, coatcheck } = await render()
    coatcheck.requireReauthentication()
    void coatcheck.auth.deleteAccount().catch(() => undefined)
    await vi.waitFor(() => {
      expect(element.querySelector('dialog[open]')?.textContent).toContain(
        'because you are about to delete your account',
      )
    })
    coatcheck.fail(403, { code: 'invalid_credentials' })
    element.querySelector('form')?.requestSubmit()
    const password = element.querySelector<HTMLInputElement>('input[autocomplete=current-password]')
    if (password) password.value = 'wrong'
    element.querySelector('form')?.requestSubmit()
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(element.querySelector('dialog [role=alert]')?.textContent).toContain('That is not your password.')
    })
  })

  it('asks whoever has no password for a provider, and says in our words what for', async () => {
    const { fixture, element, coatcheck } = await render()
    coatcheck.setIdentities([{}], { hasPassword: false })
    coatcheck.requireReauthentication()
    void coatcheck.auth.deleteAccount().catch(() => undefined)
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(element.querySelector('dialog[open]')?.textContent).toMatch(
        /Confirm once more that it is you, because you are about to delete your account\..*Confirm with Google/s,
      )
    })
    expect(element.querySelector('input[autocomplete=current-password]')).toBeNull()
  })

  it('warns before the end, and says in our words that it could not be put off', async () => {
    const { fixture, element, press, coatcheck } = await render(100)
    expect(element.querySelector('section')?.textContent).toContain('You will be logged out in')
    coatcheck.fail(503, { retryAfterSeconds: 5 })
    await press('Stay logged in')
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(element.querySelector('section [role=alert]')?.textContent).toContain(
        'You are still logged in here. The server is in trouble. Try again in 5 seconds.',
      )
    })
  })

  it('lets what needs the password wait until the code of the prompt is there, and then asks', async () => {
    const { fixture, element, coatcheck, arriveAt } = await renderEarly()
    coatcheck.requireReauthentication()
    const deleted = coatcheck.auth.deleteAccount()
    await vi.waitFor(() => {
      expect(coatcheck.auth.reauthenticationWanted()).not.toBeNull()
    })
    await arriveAt(DeferBlockState.Complete)
    await vi.waitFor(() => {
      expect(element.querySelector('dialog[open]')?.textContent).toContain('you are about to delete your account')
    })
    const password = element.querySelector<HTMLInputElement>('input[autocomplete=current-password]')
    if (password) password.value = 'correct horse'
    element.querySelector('form')?.requestSubmit()
    await deleted
    await fixture.whenStable()
    expect(coatcheck.auth.isLoggedOut()).toBe(true)
  })

  describe.each([
    ['has not come after a while', DeferBlockState.Loading, 10],
    ['cannot be loaded', DeferBlockState.Error, 0],
  ])('whose code %s', (_, state, seconds) => {
    beforeEach(() => {
      vi.useFakeTimers({ shouldAdvanceTime: true })
    })
    afterEach(() => {
      vi.useRealTimers()
    })

    async function renderWithoutDialogs(expiresInSeconds?: number) {
      const rendered = await renderEarly(expiresInSeconds)
      const giveUp = async () => {
        await rendered.arriveAt(state)
        await vi.advanceTimersByTimeAsync(seconds * 1_000)
        await rendered.fixture.whenStable()
      }
      return { ...rendered, giveUp }
    }

    it('FC-48 lets nobody wait for the prompt, and offers to load the page anew', async () => {
      const { fixture, press, coatcheck, giveUp, alert, loadDocument } = await renderWithoutDialogs()
      await TestBed.inject(Router).navigateByUrl('/account?from=mail#delete')
      coatcheck.requireReauthentication()
      const before = expect(coatcheck.auth.deleteAccount()).rejects.toMatchObject(refused)
      await vi.waitFor(() => {
        expect(coatcheck.auth.reauthenticationWanted()).not.toBeNull()
      })
      await giveUp()
      await before
      await expect(coatcheck.auth.deleteAccount()).rejects.toMatchObject(refused)
      await fixture.whenStable()
      expect(alert()).toContain('You have to confirm that it is you')
      await press('Reload the page')
      expect(loadDocument).toHaveBeenCalledExactlyOnceWith('/account?from=mail')
    })

    it.each([
      [
        'to the person after',
        () => {
          TestBed.inject(CoatcheckTesting).switchUser()
        },
      ],
      ['on another page', () => void TestBed.inject(Router).navigateByUrl('/devices')],
    ])('says nothing of it %s', async (_, goOn) => {
      const { fixture, coatcheck, giveUp, alert } = await renderWithoutDialogs()
      await giveUp()
      coatcheck.requireReauthentication()
      await expect(coatcheck.auth.deleteAccount()).rejects.toThrow()
      await fixture.whenStable()
      expect(alert()).not.toBe('')
      goOn()
      await vi.waitFor(() => {
        expect(alert()).toBe('')
      })
    })

    it('says that the session is about to end, and nothing before', async () => {
      const { fixture, coatcheck, giveUp, alert } = await renderWithoutDialogs()
      await giveUp()
      expect(alert()).toBe('')
      coatcheck.changeSession({ expiresInSeconds: 100 })
      await fixture.whenStable()
      expect(alert()).toContain('You will be logged out soon')
    })

    it('FC-48 does not offer to load the page anew while the server is out of reach', async () => {
      const { fixture, element, coatcheck, giveUp, alert } = await renderWithoutDialogs(100)
      await giveUp()
      coatcheck.fail(503)
      await fixture.whenStable()
      expect(alert()).toContain('You will be logged out soon')
      expect(element.querySelector('button')).toBeNull()
    })
  })

  it('is patient before it gives the code of the prompt up', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const { fixture, coatcheck, arriveAt, element } = await renderEarly(100)
    await arriveAt(DeferBlockState.Loading)
    coatcheck.requireReauthentication()
    void coatcheck.auth.deleteAccount().catch(() => undefined)
    await vi.advanceTimersByTimeAsync(5_000)
    await fixture.whenStable()
    expect(coatcheck.auth.reauthenticationWanted()).not.toBeNull()
    expect(element.textContent).toBe('')
  })

  it('warns as soon as its code is there when the end was near before', async () => {
    const { element, arriveAt } = await renderEarly(100)
    expect(element.textContent).toBe('')
    await arriveAt(DeferBlockState.Complete)
    expect(element.querySelector('section')?.textContent).toContain('You will be logged out in')
  })
})
