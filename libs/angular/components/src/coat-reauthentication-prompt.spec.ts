import { TestBed } from '@angular/core/testing'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CoatReauthenticationPrompt } from './coat-reauthentication-prompt'

const plain = (text: string | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()

/** What the browser does with a modal dialog. */
function closeOnEsc(dialog: HTMLDialogElement): void {
  dialog.open = false
  dialog.dispatchEvent(new Event('close'))
}

async function render() {
  TestBed.configureTestingModule({ providers: [provideCoatcheckTesting({ profile: { email: 'ada@example.org' } })] })
  const coatcheck = TestBed.inject(CoatcheckTesting)
  const fixture = TestBed.createComponent(CoatReauthenticationPrompt)
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  await fixture.whenStable()
  const dialog = element.querySelector('dialog')
  if (!dialog) throw new Error('There is no dialog.')
  const password = () => {
    const field = element.querySelector<HTMLInputElement>('input[type=password]')
    if (!field) throw new Error('There is no field for the password.')
    return field
  }
  return {
    coatcheck,
    fixture,
    element,
    dialog,
    password,
    words: () => plain(dialog.textContent),
    alert: () => plain(dialog.querySelector('[role=alert]')?.textContent),
    /** Begins what needs a password, and waits for the dialog. */
    begin: async () => {
      coatcheck.requireReauthentication()
      const outcome = vi.fn()
      coatcheck.auth.deleteAccount().then(
        () => outcome('deleted'),
        (error: unknown) => outcome(error),
      )
      await vi.waitFor(() => {
        expect(dialog.open).toBe(true)
      })
      return outcome
    },
    submit: async (text: string) => {
      password().value = text
      dialog.querySelector('form')?.requestSubmit()
      await fixture.whenStable()
    },
  }
}

describe('CoatReauthenticationPrompt', () => {
  afterEach(() => {
    document.body.replaceChildren()
  })

  it('is closed and empty while nothing needs a password', async () => {
    const { dialog, words } = await render()
    expect([dialog.open, words()]).toEqual([false, ''])
  })

  it('opens as a modal dialog that says what the password is for', async () => {
    const { dialog, words, begin } = await render()
    const showModal = vi.fn()
    Object.assign(dialog, { showModal: () => showModal((dialog.open = true)) })
    await begin()
    expect(showModal).toHaveBeenCalledOnce()
    expect(words()).toMatch(/^Is it really you\? ?You are about to delete your account\. Type your password to go on\./)
  })

  it('helps password managers: the user name, and the current password', async () => {
    const { element, password, begin } = await render()
    await begin()
    // The dialog gives the focus to the first field that can have it.
    expect(element.querySelector<HTMLInputElement>('input[autocomplete=username]')?.hidden).toBe(true)
    expect(password().autocomplete).toBe('current-password')
    expect(element.querySelector<HTMLInputElement>('input[autocomplete=username]')?.value).toBe('ada@example.org')
  })

  it('shows the password on request, and hides it again the next time', async () => {
    const { fixture, dialog, element, begin } = await render()
    const field = () => element.querySelector<HTMLInputElement>('input[autocomplete=current-password]')
    await begin()
    const toggle = element.querySelector<HTMLButtonElement>('button[aria-label="Show: Password"]')
    toggle?.click()
    await fixture.whenStable()
    expect([field()?.type, toggle?.ariaLabel]).toEqual(['text', 'Hide: Password'])
    closeOnEsc(dialog)
    await begin()
    expect(field()?.type).toBe('password')
  })

  it('lets the request go on after the right password, and closes', async () => {
    const { dialog, begin, submit } = await render()
    const outcome = await begin()
    await submit('correct horse battery')
    await vi.waitFor(() => {
      expect(outcome).toHaveBeenCalledExactlyOnceWith('deleted')
    })
    expect(dialog.open).toBe(false)
  })

  it('says that the password was wrong, empties the field and stays', async () => {
    const { coatcheck, dialog, password, alert, begin, submit } = await render()
    const outcome = await begin()
    coatcheck.fail(403, { code: 'invalid_credentials' })
    await submit('wrong')
    await vi.waitFor(() => {
      expect(alert()).toBe('That is not your password. Try again.')
    })
    expect([dialog.open, password().value, password().ariaInvalid]).toEqual([true, '', 'true'])
    expect(document.activeElement).toBe(password())
    expect(outcome).not.toHaveBeenCalled()
  })

  it('says what to do when the server cannot be reached', async () => {
    const { coatcheck, alert, begin, submit } = await render()
    await begin()
    coatcheck.fail(0)
    await submit('correct horse battery')
    await vi.waitFor(() => {
      expect(alert()).toContain('Check your connection')
    })
  })

  it.each([
    [
      'Cancel',
      (dialog: HTMLDialogElement) => dialog.querySelector<HTMLButtonElement>('.actions [type=button]')?.click(),
    ],
    ['Esc', closeOnEsc],
  ])('gives the request the refusal it had on %s', async (_, leave) => {
    const { coatcheck, dialog, begin } = await render()
    const outcome = await begin()
    leave(dialog)
    await vi.waitFor(() => {
      expect(outcome).toHaveBeenCalledOnce()
    })
    expect(outcome.mock.calls).toMatchObject([[{ code: 'reauthentication_required' }]])
    expect([dialog.open, coatcheck.auth.reauthenticationWanted()]).toEqual([false, null])
  })

  it('forgets an old failure when it opens again', async () => {
    const { coatcheck, dialog, alert, begin, submit } = await render()
    await begin()
    coatcheck.fail(403, { code: 'invalid_credentials' })
    await submit('wrong')
    await vi.waitFor(() => {
      expect(alert()).not.toBe('')
    })
    closeOnEsc(dialog)
    await coatcheck.recover()
    await vi.waitFor(() => {
      expect(coatcheck.auth.reauthenticationWanted()).toBeNull()
    })
    await begin()
    expect(alert()).toBe('')
  })

  it('closes when the session ends meanwhile', async () => {
    const { coatcheck, dialog, begin } = await render()
    const outcome = await begin()
    coatcheck.expire('revoked')
    await vi.waitFor(() => {
      expect(dialog.open).toBe(false)
    })
    expect(outcome).toHaveBeenCalledOnce()
  })

  it('speaks in the words of the app', async () => {
    const { fixture, words, begin } = await render()
    fixture.componentRef.setInput('texts', {
      title: 'Sind Sie es?',
      why: (because: string | null) => `Für: ${because ?? ''}`,
    })
    await begin()
    expect(words()).toMatch(/^Sind Sie es\? ?Für: delete your account/)
  })
})
