import { DOCUMENT, inject } from '@angular/core'
import { OwnRow } from '../lanes/own-row'
import type { Attack, Step } from './attack'

/** Tries every way in which a script can get at a cookie. */
export function injectReadTheCookie(): Attack {
  const document = inject(DOCUMENT)
  const row = inject(OwnRow)
  return {
    title: 'Read the cookie',
    story: 'A script has found its way into this page and looks for the ticket.',
    button: 'Read it',
    async run() {
      const readings = [
        { did: 'document.cookie', names: namesIn(document.cookie) },
        ...(await askCookieStore(document.defaultView)),
      ]
      const name = row.value()?.cookie.name
      const held = name !== undefined && readings.every(({ names }) => !names.includes(name))
      const steps: Step[] = readings.map(({ did, names }) => ({ did, got: toText(names) }))
      return {
        held,
        verdict: held ? 'Not there' : 'It can be read',
        steps,
        why: 'The cookie is HttpOnly: the browser sends it along and shows it to no script. What cannot be read cannot be stolen.',
      }
    },
  }
}

interface WithCookieStore {
  readonly cookieStore?: { getAll(): Promise<readonly { name?: string }[]> }
}

/** Not every browser has one. */
async function askCookieStore(view: WithCookieStore | null) {
  if (!view?.cookieStore) return []
  const cookies = await view.cookieStore.getAll()
  return [{ did: 'cookieStore.getAll()', names: cookies.map(({ name = '' }) => name) }]
}

function namesIn(cookies: string): string[] {
  return cookies
    .split('; ')
    .filter(Boolean)
    .map((pair) => pair.split('=', 1).join())
}

function toText(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : `other cookies: ${names.join(', ')}`
}
