import { TestBed } from '@angular/core/testing'
import { provideRouter, Router } from '@angular/router'
import { AuthError, Identities, type IdentityList } from '@coatcheck/angular'
import {
  CoatcheckTesting,
  type CoatcheckTestingOptions,
  provideCoatcheckTesting,
  testIdentity,
} from '@coatcheck/angular/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CoatReauthenticationPrompt } from './coat-reauthentication-prompt'

const google = { provider: 'google', label: 'Google' }
const local = { id: 'idn_local', provider: 'local', label: 'the local provider' }
const linked = { providers: [{}, { id: 'local' }], identities: [google] }
const passwordless = { ...linked, hasPassword: false }

async function open(options: CoatcheckTestingOptions, begin?: (identities: Identities) => void) {
  TestBed.configureTestingModule({
    providers: [provideRouter([{ path: '**', children: [] }]), provideCoatcheckTesting({ profile: {}, ...options })],
  })
  await TestBed.inject(Router).navigateByUrl('/account?tab=end')
  const coatcheck = TestBed.inject(CoatcheckTesting)
  begin?.(TestBed.inject(Identities))
  const fixture = TestBed.createComponent(CoatReauthenticationPrompt)
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  await fixture.whenStable()
  const dialog = element.querySelector('dialog')
  if (!dialog) throw new Error('There is no dialog.')
  coatcheck.requireReauthentication()
  const outcome = vi.fn()
  const ask = () => {
    coatcheck.auth.deleteAccount().catch(outcome)
  }
  ask()
  const isOpen = (words: string | RegExp) =>
    vi.waitFor(async () => {
      await fixture.whenStable()
      expect(dialog.open).toBe(true)
      expect(dialog.textContent).toMatch(words)
    })
  const buttons = () =>
    [...dialog.querySelectorAll('button')]
      .map(({ textContent }) => textContent.trim())
      .filter((name) => name !== 'Show')
  const button = (name: string) => {
    const found = [...dialog.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === name)
    if (!found) throw new Error(`There is no button ${name}.`)
    return found
  }
  const press = async (name: string) => {
    button(name).click()
    await fixture.whenStable()
  }
  const password = () => dialog.querySelector<HTMLInputElement>('input[autocomplete=current-password]')
  return { fixture, dialog, ask, isOpen, buttons, button, press, password, outcome, coatcheck }
}

/** A list that comes when the test says so. */
function heldList(identities: Identities) {
  const { promise, resolve, reject } = Promise.withResolvers<IdentityList>()
  const list = vi.spyOn(identities, 'list').mockReturnValue(promise)
  return { resolve, reject, list }
}

/** Time that passes when the test says so; all other timers run. */
function holdTimer(milliseconds: number): () => void {
  const { setTimeout: start } = globalThis
  let act: (() => void) | undefined
  const hold = (handler: () => void, delay?: number) => {
    if (delay !== milliseconds) return start(handler, delay)
    act = handler
    return 0
  }
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(hold as typeof setTimeout)
  return () => {
    if (!act) throw new Error('Nobody waits that long.')
    act()
  }
}

const noList = new AuthError('timeout')

describe('CoatReauthenticationPrompt with providers', () => {
  afterEach(() => {
    vi.restoreAllMocks()
    document.body.replaceChildren()
  })

  it('offers the providers of the person below the password, each once', async () => {
    const again = { ...google, id: 'idn_again' }
    const { isOpen, buttons, password } = await open({
      ...linked,
      identities: [google, local, again, { ...local, id: 'idn_off', provider: 'off', confirms: false }],
    })
    await isOpen(/Type your password to go on/)
    expect(buttons()).toEqual(['Go on', 'Cancel', 'Or confirm with Google', 'Or confirm with the local provider'])
    expect(password()).not.toBeNull()
  })

  it('asks whoever has no password for a provider alone, and says that they come back and do it again', async () => {
    const { isOpen, buttons, button, dialog, password } = await open(passwordless)
    await isOpen(/You are about to delete your account\. Confirm first that it is you\./)
    expect([buttons(), password()]).toEqual([['Confirm with Google', 'Cancel'], null])
    const away = dialog.querySelector(`[id="${button('Confirm with Google').getAttribute('aria-describedby') ?? ''}"]`)
    expect(away?.textContent).toBe('That leads away from this page and back to it. Then do it once more.')
  })

  it('leaves for the provider once, which leads back to this page', async () => {
    const { isOpen, button, press, buttons, coatcheck } = await open(passwordless, (identities) => {
      vi.spyOn(identities, 'reauthenticate')
    })
    await isOpen(/Confirm with Google/)
    await press('Confirm with Google')
    await press('Leading you to Google…')
    expect(coatcheck.leftFor).toEqual(['https://google.example/authorize'])
    expect(TestBed.inject(Identities).reauthenticate).toHaveBeenCalledExactlyOnceWith('google', expect.anything())
    expect([buttons(), button('Leading you to Google…').ariaDisabled]).toEqual([
      ['Leading you to Google…', 'Cancel'],
      'true',
    ])
  })

  it('stays when the person turned back before the server had named the page', async () => {
    const { fixture, isOpen, button, dialog, ask, outcome, coatcheck } = await open(passwordless)
    await isOpen(/Confirm with Google/)
    button('Confirm with Google').click()
    button('Cancel').click()
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(dialog.open).toBe(false)
      expect(outcome).toHaveBeenCalled()
    })
    ask()
    await isOpen(/Confirm with Google/)
    expect(coatcheck.leftFor).toEqual([])
  })

  it('tells nobody why something failed that was given up before', async () => {
    const { isOpen, press, password, dialog, ask, outcome, coatcheck } = await open(linked)
    const confirming = Promise.withResolvers<undefined>()
    vi.spyOn(coatcheck.auth, 'reauthenticate').mockReturnValue(confirming.promise)
    await isOpen(/Type your password/)
    password()?.form?.dispatchEvent(new Event('submit', { cancelable: true }))
    await press('Cancel')
    await vi.waitFor(() => {
      expect(outcome).toHaveBeenCalled()
    })
    confirming.reject(new AuthError('timeout'))
    ask()
    await isOpen(/Type your password/)
    expect(dialog.querySelector('.failure')?.textContent).toBe('')
  })

  it('can be pressed again when Back brings the page as it was', async () => {
    const { fixture, isOpen, press, buttons } = await open(passwordless)
    await isOpen(/Confirm with Google/)
    await press('Confirm with Google')
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    await fixture.whenStable()
    expect(buttons()).toEqual(['Confirm with Google', 'Cancel'])
  })

  it('says why the provider cannot be reached, and stays', async () => {
    const { fixture, isOpen, press, buttons, dialog, coatcheck } = await open({ ...linked })
    await isOpen(/Or confirm with Google/)
    coatcheck.fail(503, { retryAfterSeconds: 5 })
    await press('Or confirm with Google')
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect([...dialog.querySelectorAll('[role=alert]')].map(({ textContent }) => textContent)).toEqual([
        '',
        'The server is in trouble. Try again in 5 seconds.',
      ])
    })
    expect([buttons().at(-1), coatcheck.leftFor]).toEqual(['Or confirm with Google', []])
  })

  it.each([
    ['has no identity', []],
    ['has an identity that is not offered any more', [{ ...google, provider: null }]],
  ])('says plainly that it cannot be confirmed here to somebody without a password who %s', async (_, identities) => {
    const { isOpen, buttons, press, outcome } = await open({ hasPassword: false, identities })
    await isOpen(/So it cannot be done here\./)
    expect(buttons()).toEqual(['Cancel'])
    await press('Cancel')
    await vi.waitFor(() => {
      expect(outcome).toHaveBeenCalledOnce()
    })
  })

  it('asks for the password when the list cannot be had', async () => {
    const { isOpen, buttons } = await open(linked, (identities) => {
      vi.spyOn(identities, 'list').mockRejectedValue(noList)
    })
    await isOpen(/Type your password/)
    expect(buttons()).toEqual(['Go on', 'Cancel'])
  })

  it('shows nothing that may turn out wrong, but keeps nobody waiting either', async () => {
    const giveUp = holdTimer(1000)
    let held: ReturnType<typeof heldList> | undefined
    const { fixture, dialog, password, buttons } = await open(linked, (identities) => {
      held = heldList(identities)
    })
    await expect.poll(() => held?.list.mock.calls.length).toBe(1)
    await fixture.whenStable()
    expect(dialog.open).toBe(false)

    giveUp()
    await fixture.whenStable()
    expect([dialog.open, buttons()]).toEqual([true, ['Go on', 'Cancel']])

    const field = password()
    field?.focus()
    if (field) field.value = 'half a pass'
    held?.resolve({ identities: [testIdentity(google)], hasPassword: true })
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(buttons()).toContain('Or confirm with Google')
    })
    expect([password(), password()?.value, document.activeElement]).toEqual([field, 'half a pass', field])
  })

  it('moves on to the providers when the server says that there is no password', async () => {
    let fail = true
    const { fixture, isOpen, buttons, dialog, coatcheck } = await open(passwordless, (identities) => {
      const list = identities.list.bind(identities)
      vi.spyOn(identities, 'list').mockImplementation(() => (fail ? Promise.reject(noList) : list()))
    })
    await isOpen(/Type your password/)
    fail = false
    const problem = { type: 'about:blank', title: 'no', status: 409, code: 'no_password' as const }
    vi.spyOn(coatcheck.auth, 'reauthenticate').mockRejectedValue(new AuthError('problem', { problem, httpStatus: 409 }))
    dialog.querySelector<HTMLInputElement>('input[autocomplete=current-password]')?.focus()
    dialog.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(buttons()).toEqual(['Confirm with Google', 'Cancel'])
    })
    expect(document.activeElement?.textContent.trim()).toBe('Confirm with Google')
  })

  it('says that there is no password when nothing more is known', async () => {
    const { fixture, isOpen, dialog, coatcheck } = await open(passwordless, (identities) => {
      vi.spyOn(identities, 'list').mockRejectedValue(noList)
    })
    await isOpen(/Type your password/)
    const problem = { type: 'about:blank', title: 'no', status: 409, code: 'no_password' as const }
    vi.spyOn(coatcheck.auth, 'reauthenticate').mockRejectedValue(new AuthError('problem', { problem, httpStatus: 409 }))
    dialog.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await vi.waitFor(async () => {
      await fixture.whenStable()
      expect(dialog.querySelector('[role=alert]')?.textContent).toContain('Your account has no password.')
    })
  })

  it('asks anew each time, and believes no answer to an earlier question', async () => {
    const lists: ReturnType<typeof Promise.withResolvers<IdentityList>>[] = []
    const { fixture, dialog, ask, isOpen, buttons, coatcheck } = await open(linked, (identities) => {
      vi.spyOn(identities, 'list').mockImplementation(() => {
        const held = Promise.withResolvers<IdentityList>()
        lists.push(held)
        return held.promise
      })
    })
    await expect.poll(() => lists.length).toBe(1)
    coatcheck.auth.cancelReauthentication()
    await fixture.whenStable()
    ask()
    await expect.poll(() => lists.length).toBe(2)
    lists[0]?.resolve({ identities: [], hasPassword: false })
    await fixture.whenStable()
    expect(dialog.open).toBe(false)
    lists[1]?.resolve({ identities: [testIdentity(google)], hasPassword: true })
    await isOpen(/Type your password/)
    expect(buttons()).toContain('Or confirm with Google')
  })

  it('speaks in the words of the app', async () => {
    const { fixture, isOpen, press, dialog } = await open(passwordless)
    fixture.componentRef.setInput('texts', {
      whyByProvider: (because: string | null) => `Für: ${because ?? ''}.`,
      confirmWith: (provider: string) => `Mit ${provider}`,
      leaving: (provider: string) => `Zu ${provider} …`,
      away: 'Und zurück.',
    })
    await isOpen(/Für: delete your account\..*Mit Google.*Und zurück\./s)
    await press('Mit Google')
    expect(dialog.textContent).toContain('Zu Google …')
  })
})
