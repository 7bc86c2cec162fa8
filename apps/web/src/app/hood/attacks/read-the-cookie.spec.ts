import { afterEach, describe, expect, it, vi } from 'vitest'
import { setUpAttack } from '../spec/set-up-attack'
import { injectReadTheCookie } from './read-the-cookie'

afterEach(() => {
  vi.restoreAllMocks()
})

function withCookies(text: string) {
  vi.spyOn(document, 'cookie', 'get').mockReturnValue(text)
  return setUpAttack(injectReadTheCookie)
}

describe('reading the cookie', () => {
  it('finds nothing', async () => {
    const { attack, turn } = withCookies('')
    await turn()
    expect(await attack.run()).toMatchObject({ held: true, steps: [{ did: 'document.cookie', got: 'nothing' }] })
  })

  it('names the cookies of others, without their values', async () => {
    const { attack, turn } = withCookies('theme=dark; side=left')
    await turn()
    const { held, steps } = await attack.run()
    expect([held, steps[0]?.got]).toEqual([true, 'other cookies: theme, side'])
  })

  it('says so when the session cookie is there', async () => {
    const { attack, turn } = withCookies('theme=dark; sid=secret')
    await turn()
    const outcome = await attack.run()
    expect(outcome).toMatchObject({ held: false, verdict: 'It can be read' })
    expect(JSON.stringify(outcome)).not.toContain('secret')
  })

  it('asks the cookie store, too, where there is one', async () => {
    vi.stubGlobal('cookieStore', { getAll: () => Promise.resolve([{ name: 'sid', value: 'secret' }]) })
    const { attack, turn } = withCookies('')
    await turn()
    expect(await attack.run()).toMatchObject({ held: false, steps: [{}, { did: 'cookieStore.getAll()' }] })
    vi.unstubAllGlobals()
  })
})
