import { vi } from 'vitest'

/** What a server, or something on the way to it, does with a request. It never answers unless it is told to. */
export type Answer = (signal: AbortSignal) => Promise<Response>

/** Takes the place of the network under the real HttpClient: answers by path, and keeps a list of what was sent. */
export function serve(answers: Record<string, Answer>): { readonly sent: readonly string[] } {
  const sent: string[] = []
  vi.stubGlobal('fetch', (url: string, { method, signal }: { method: string; signal: AbortSignal }) => {
    const path = url.replace(/\?.*/, '')
    sent.push(`${method} ${path}`)
    return (answers[path] ?? silence)(signal)
  })
  return { sent }
}

export function json(status: number, body: object): Answer {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  return () => Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'content-type': type } }))
}

/** A refusal as the API writes it. */
export function problem(status: number, code: string): Answer {
  return json(status, { type: 'about:blank', title: code, status, code })
}

/** A page of a proxy or of a captive portal. */
export function html(status: number): Answer {
  const body = '<!doctype html><title>Proxy</title>'
  return () => Promise.resolve(new Response(body, { status, headers: { 'content-type': 'text/html' } }))
}

export const offline: Answer = () => Promise.reject(new TypeError('Failed to fetch'))

/** No answer; the request ends when the browser gives it up. */
export const silence: Answer = (signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error)
    })
  })
