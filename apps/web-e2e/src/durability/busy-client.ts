import { randomUUID } from 'node:crypto'
import { authPaths, defaultPrefix } from '@coatcheck/contract'
import type { Ledger } from './ledger.ts'

export const password = 'the engine weaves algebra'

/** Registers, logs out, logs in, and every other time out again, until the server is gone. */
export async function beBusy(serverUrl: string, ledger: Ledger): Promise<void> {
  try {
    for (let round = 0; ; round++) {
      const email = `${randomUUID()}@example.org`
      const first = await post(serverUrl, authPaths.register, { name: 'Ada', email, password })
      if (first.status !== 201) continue
      ledger.registered(email, cookieOf(first))
      await logOut(serverUrl, ledger, cookieOf(first))

      const second = await post(serverUrl, authPaths.login, { email, password })
      if (second.status !== 200) continue
      ledger.loggedIn(cookieOf(second))
      if (round % 2 === 0) await logOut(serverUrl, ledger, cookieOf(second))
    }
  } catch (error) {
    if (!isConnectionLost(error)) throw error
  }
}

async function logOut(serverUrl: string, ledger: Ledger, cookie: string): Promise<void> {
  ledger.loggingOut(cookie)
  const answer = await post(serverUrl, authPaths.logout, {}, cookie)
  if (answer.status === 204) ledger.loggedOut(cookie)
}

export function post(serverUrl: string, path: string, body: object, cookie?: string): Promise<Response> {
  return fetch(serverUrl + defaultPrefix + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie !== undefined && { cookie }) },
    body: JSON.stringify(body),
  })
}

export async function statusOfMe(serverUrl: string, cookie: string): Promise<number> {
  const { status } = await fetch(serverUrl + defaultPrefix + authPaths.me, { headers: { cookie } })
  return status
}

function cookieOf(answer: Response): string {
  const [cookie] = answer.headers.getSetCookie()
  if (cookie === undefined) throw new Error(`${answer.url} answered ${answer.status} without a cookie.`)
  return cookie.slice(0, cookie.indexOf(';'))
}

/** `fetch` rejects with a TypeError when the connection is refused or torn, and with nothing else. */
const isConnectionLost = (error: unknown): boolean => error instanceof TypeError && error.cause !== undefined
