import { AttackFailed } from './attack'

/** What the server answered to the page from elsewhere, and what the browser had told it. */
export interface ForgedAnswer {
  readonly status: number
  readonly code: string | null
  /** Empty where the browser did not say. */
  readonly origin: string
  readonly site: string
  /** How many cookies came along. */
  readonly cookies: number
}

const patienceMilliseconds = 10_000

/**
 * Opens the attacker's page in a frame nobody sees. Its sandbox gives it an origin that equals no other; so this page
 * cannot look into it, but waits for the answer to be told.
 */
export async function openElsewhere(document: Document): Promise<ForgedAnswer> {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts allow-forms')
  frame.hidden = true
  frame.title = 'A page from elsewhere'
  frame.src = '/api/under-the-hood/elsewhere'
  const view = document.defaultView
  const { promise, resolve, reject } = Promise.withResolvers<ForgedAnswer>()
  const listen = ({ source, data }: MessageEvent<unknown>) => {
    // Any window may send messages here (ASVS 3.5.5).
    if (source !== null && source === frame.contentWindow && isAnswer(data)) resolve(data)
  }
  view?.addEventListener('message', listen)
  const timer = setTimeout(() => {
    reject(new AttackFailed('The other page did not answer. Try again in a moment.'))
  }, patienceMilliseconds)
  try {
    document.body.append(frame)
    return await promise
  } finally {
    clearTimeout(timer)
    view?.removeEventListener('message', listen)
    frame.remove()
  }
}

function isAnswer(data: unknown): data is ForgedAnswer {
  if (typeof data !== 'object' || data === null || !('kind' in data) || data.kind !== 'elsewhere') return false
  const { status, code, origin, site, cookies } = data as Partial<Record<keyof ForgedAnswer, unknown>>
  return (
    typeof status === 'number' &&
    (code === null || typeof code === 'string') &&
    typeof origin === 'string' &&
    typeof site === 'string' &&
    typeof cookies === 'number'
  )
}
