import { Component } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { provideRouter } from '@angular/router'
import { type Identity, type Provider, registerReauthenticationPrompt } from '@coatcheck/angular'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { News } from '../shell/news'
import { WaysIn } from './ways-in'
import { WaysToLogIn } from './ways-to-log-in'

const now = new Date('2026-06-12T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000).toISOString()

const google = { id: 'idn_google', linkedAt: daysAgo(3), lastUsedAt: daysAgo(1) }
const local = { id: 'idn_local', provider: 'local', label: 'the local provider', name: null, email: null }

@Component({ template: '' })
class Prompt {
  constructor() {
    registerReauthenticationPrompt()
  }
}

interface Given {
  readonly identities?: readonly Partial<Identity>[]
  readonly providers?: readonly Partial<Provider>[]
  readonly hasPassword?: boolean
  readonly begin?: (coatcheck: CoatcheckTesting) => void
}

async function render({ begin, ...given }: Given = {}) {
  vi.useFakeTimers({ now, toFake: ['Date', 'setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const session = given.hasPassword === false ? { methods: ['google'] } : {}
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      provideCoatcheckTesting({
        profile: {},
        session,
        providers: [{}, { id: 'local', label: 'the local provider' }],
        ...given,
      }),
      WaysIn,
    ],
  })
  TestBed.createComponent(Prompt)
  const coatcheck = TestBed.inject(CoatcheckTesting)
  begin?.(coatcheck)
  const fixture = TestBed.createComponent(WaysToLogIn)
  const element = fixture.nativeElement as HTMLElement
  document.body.append(element)
  const words = () => plain(element.textContent)
  const rows = () => [...element.querySelectorAll('app-identity-row')].map(({ textContent }) => plain(textContent))
  const find = (label: string) =>
    [...element.querySelectorAll('button')].find(
      (button) => (button.ariaLabel ?? '').startsWith(label) || plain(button.textContent) === label,
    )
  const settle = () => fixture.whenStable()
  const press = async (label: string) => {
    const button = find(label)
    if (!button) throw new Error(`There is no button ${label}.`)
    button.click()
    await settle()
  }
  const eventually = (check: () => void) =>
    vi.waitFor(async () => {
      await settle()
      check()
    })
  await eventually(() => {
    expect(words()).not.toContain('Fetching')
  })
  const news = () => TestBed.inject(News).latest()?.text
  return { fixture, element, coatcheck, words, rows, find, press, eventually, news }
}

const plain = (text: string) => text.replace(/\s+/g, ' ').trim()

describe('WaysToLogIn', () => {
  afterEach(() => {
    document.body.replaceChildren()
  })

  it('lists the password and every identity, with who it is and when it was used', async () => {
    const { words, rows } = await render({ identities: [google, local] })
    expect(words()).toContain('Password Together with ada@example.org')
    expect(rows()[0]).toMatch(/^Google ?Ada Lovelace · ada@example.org Linked 3 days ago · last used yesterday Unlink$/)
    expect(rows()[1]).toMatch(/^The local provider Linked on 1 January 2026/)
  })

  it('offers to link what is not linked yet, and says so when nothing is', async () => {
    const { words, find } = await render({ identities: [] })
    expect(words()).toContain('Nothing else is linked yet.')
    expect([find('Link Google'), find('Link the local provider')]).not.toContain(undefined)
  })

  it('offers no provider a second time', async () => {
    const { find } = await render({ identities: [google] })
    expect([find('Link Google'), find('Link the local provider')?.type]).toEqual([undefined, 'button'])
  })

  it('says which provider is not set up, and offers it no button', async () => {
    const { words, find } = await render({ providers: [{ configured: false, available: false }] })
    expect(words()).toContain('Not set up on this server: Google.')
    expect(find('Link Google')).toBeUndefined()
  })

  it('FC-26 leaves for the provider only after a step-up, and comes back to this page', async () => {
    const { press, words, coatcheck, eventually } = await render()
    coatcheck.requireReauthentication()
    await press('Link Google')
    await eventually(() => {
      expect(coatcheck.auth.reauthenticationWanted()).toMatchObject({ because: 'link Google' })
    })
    expect(coatcheck.leftFor).toEqual([])
    await coatcheck.auth.reauthenticate({ password: 'lend-me-your-coat' })
    await eventually(() => {
      expect(coatcheck.leftFor).toEqual(['https://google.example/authorize'])
      expect(words()).toContain('On the way to Google…')
    })
  })

  it('links nothing when the step-up is turned down, and says so', async () => {
    const { press, words, find, coatcheck, eventually } = await render()
    coatcheck.requireReauthentication()
    await press('Link Google')
    await eventually(() => {
      expect(coatcheck.auth.reauthenticationWanted()).not.toBeNull()
    })
    coatcheck.auth.cancelReauthentication()
    await eventually(() => {
      expect(words()).toContain('Nothing was linked.')
    })
    expect([coatcheck.leftFor, find('Link Google')?.ariaDisabled]).toEqual([[], null])
  })

  it('is as it was for whoever comes back by the button Back, and asks again', async () => {
    const { press, words, rows, coatcheck, eventually } = await render()
    await press('Link Google')
    await eventually(() => {
      expect(words()).toContain('On the way to Google…')
    })
    coatcheck.setIdentities([google])
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    await eventually(() => {
      expect(rows()).toHaveLength(1)
    })
    expect(words()).not.toContain('On the way')
  })

  it('FC-37 unlinks after a question and a step-up, tells it, and keeps the focus', async () => {
    const { element, press, rows, find, coatcheck, news, eventually } = await render({ identities: [google, local] })
    await press('Unlink Google')
    expect(document.activeElement).toBe(element.querySelector('h3'))
    expect(rows()[0]).toContain('Other sessions that began with it end; this one stays.')
    coatcheck.requireReauthentication()
    await press('Unlink it')
    await eventually(() => {
      expect(coatcheck.auth.reauthenticationWanted()).toMatchObject({ because: 'unlink Google' })
    })
    expect(rows()).toHaveLength(2)
    await coatcheck.auth.reauthenticate({ password: 'lend-me-your-coat' })
    await eventually(() => {
      expect(rows()).toHaveLength(1)
    })
    expect(news()).toBe('Google is no longer linked. Other sessions that began with it have ended.')
    expect(document.activeElement).toBe(element.querySelector('h2'))
    expect(find('Link Google')).toBeDefined()
  })

  it('keeps it when the person does, and the focus goes back', async () => {
    const { press, find, rows } = await render({ identities: [google] })
    await press('Unlink Google')
    await press('Keep it')
    expect(document.activeElement).toBe(find('Unlink Google'))
    expect(rows()).toHaveLength(1)
  })

  it('does not say that it is kept while it is being unlinked', async () => {
    const { press, rows, find, coatcheck, eventually } = await render({ identities: [google, local] })
    coatcheck.requireReauthentication()
    await press('Unlink Google')
    await press('Unlink it')
    expect(find('Keep it')?.ariaDisabled).toBe('true')
    await press('Keep it')
    expect(rows()[0]).toContain('Unlinking…')
    await eventually(() => {
      expect(coatcheck.auth.reauthenticationWanted()).not.toBeNull()
    })
    coatcheck.auth.cancelReauthentication()
    await eventually(() => {
      expect(rows()[0]).toContain('It is still linked.')
    })
    await press('Keep it')
    expect(find('Unlink Google')).toBeDefined()
  })

  it('FC-38 does not offer to unlink the last way in, and says why', async () => {
    const { rows, find } = await render({ identities: [google], hasPassword: false })
    expect(rows()[0]).toContain('This is your only way in. Link another first')
    expect(find('Unlink')).toBeUndefined()
  })

  it('FC-38 does not count a provider that is offered no more', async () => {
    const gone = { id: 'idn_gone', provider: null, label: 'idp.example' }
    const { rows, find } = await render({ identities: [google, gone], hasPassword: false })
    expect(rows()[0]).toContain('This is your only way in.')
    expect(rows()[1]).toContain('Not offered here any more')
    expect(find('Unlink Idp.example') ?? find('Unlink idp.example')).toBeDefined()
  })

  it('FC-38 says why when only the server knew that it was the last', async () => {
    const { element, press, rows, coatcheck, eventually } = await render({
      identities: [google, local],
      hasPassword: false,
    })
    await press('Unlink Google')
    // Another tab has unlinked the other one.
    coatcheck.setIdentities([google], { hasPassword: false })
    await press('Unlink it')
    await eventually(() => {
      expect(rows()).toHaveLength(1)
    })
    expect(rows()[0]).toContain('This is your only way in.')
    expect(element.querySelector('.ask')).toBeNull()
  })

  it('takes it for done when it was unlinked elsewhere', async () => {
    const { press, rows, coatcheck, eventually } = await render({ identities: [google, local] })
    await press('Unlink Google')
    coatcheck.setIdentities([local])
    await press('Unlink it')
    await eventually(() => {
      expect(rows()).toHaveLength(1)
    })
    expect(rows()[0]).toContain('The local provider')
  })

  it('says that it is still linked when the server is in trouble', async () => {
    const { press, rows, coatcheck, eventually } = await render({ identities: [google] })
    await press('Unlink Google')
    coatcheck.fail(503)
    await press('Unlink it')
    await eventually(() => {
      expect(rows()[0]).toContain('It is still linked. The server is in trouble.')
    })
  })

  it('offers another try when the list cannot be had, and takes the focus to it', async () => {
    const { element, words, press, rows, coatcheck, eventually } = await render({
      identities: [google],
      begin: (server) => {
        server.fail(503)
      },
    })
    expect(words()).toContain('The list could not be fetched. You stay logged in here.')
    await coatcheck.recover()
    await press('Try again')
    expect(document.activeElement).toBe(element.querySelector('h2'))
    await eventually(() => {
      expect(rows()).toHaveLength(1)
    })
  })

  it('FC-12 shows nothing of one person to the next', async () => {
    const { rows, coatcheck, eventually } = await render({ identities: [google, local] })
    coatcheck.setIdentities([{ id: 'idn_hers', label: 'Hers' }])
    coatcheck.switchUser()
    await eventually(() => {
      expect(rows()).toHaveLength(1)
    })
    expect(rows()[0]).toMatch(/^Hers/)
  })
})
