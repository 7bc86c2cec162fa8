/**
 * Goes through the pages of a provider as a browser would, from where the app sends people to where they come back:
 * as a person, or pressing Cancel. Returns the address that it is sent back to, which is not visited.
 *
 * @example
 * const callback = await walkThrough(answer.headers.location, 'ada')
 */
export async function walkThrough(authorizationUrl: string, choice: string): Promise<URL> {
  return new Walk(new URL(authorizationUrl).origin).go(authorizationUrl, choice)
}

class Walk {
  readonly #origin: string
  readonly #cookies = new Map<string, string>()

  constructor(origin: string) {
    this.#origin = origin
  }

  async go(url: string, choice: string): Promise<URL> {
    let answer = await this.#send(url)
    for (let page = 0; page < 10; page += 1) {
      const location = answer.headers.get('location')
      if (location === null) {
        const form = /<form[^>]+action="([^"]+)"/.exec(await answer.text())
        if (form?.[1] === undefined)
          throw new Error(`There is nothing to choose at ${answer.url}: ${String(answer.status)}`)
        const fields = choice === 'cancel' ? { cancel: 'yes' } : { person: choice }
        answer = await this.#send(new URL(unescape(form[1]), answer.url).href, new URLSearchParams(fields))
        continue
      }
      const next = new URL(location, answer.url)
      if (next.origin !== this.#origin) return next
      answer = await this.#send(next.href)
    }
    throw new Error('The provider sends people round in circles')
  }

  async #send(url: string, form?: URLSearchParams): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const body = form === undefined ? {} : { method: 'POST', body: form }
    const answer = await fetch(url, { ...body, redirect: 'manual', headers: { cookie } })
    for (const header of answer.headers.getSetCookie()) {
      const [pair = ''] = header.split(';')
      const at = pair.indexOf('=')
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return answer
  }
}

function unescape(attribute: string): string {
  return attribute.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}
