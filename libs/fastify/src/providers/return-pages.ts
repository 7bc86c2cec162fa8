import type { ProviderProblem } from '@coatcheck/contract'
import { safeReturnUrl } from './safe-return-url.ts'

/** The pages of the app to which round trips lead. All of them are paths of our own origin. */
export class ReturnPages {
  readonly #publicUrl: URL
  readonly #prefix: string
  readonly #loginPath: string

  constructor({ publicUrl, prefix, loginPath }: { publicUrl: URL; prefix: string; loginPath: string }) {
    if (safeReturnUrl(loginPath, publicUrl, prefix) !== loginPath) {
      throw new Error(`coatcheck: loginPath is "${loginPath}". Write a path of your app, such as /login.`)
    }
    this.#publicUrl = publicUrl
    this.#prefix = prefix
    this.#loginPath = loginPath
  }

  /** A return URL that leads nowhere else, whatever was asked for. */
  safe(returnUrl: string | undefined): string {
    return safeReturnUrl(returnUrl, this.#publicUrl, this.#prefix)
  }

  /** The login page; from there it goes on to where the person wanted to be. */
  login(returnUrl = '/'): string {
    return this.#with(this.#loginPath, returnUrl === '/' ? {} : { returnUrl })
  }

  /** The page that explains a problem: where it was begun from inside, and the login page otherwise. */
  problem(
    problem: ProviderProblem,
    { provider, returnUrl = '/', isInside = false }: { provider?: string; returnUrl?: string; isInside?: boolean },
  ): string {
    const page = isInside ? returnUrl : this.login(returnUrl)
    return this.#with(page, { problem, ...(provider === undefined ? {} : { provider }) })
  }

  /** The start page, as others see it: a provider leads back to it after a logout. */
  get home(): string {
    return new URL('/', this.#publicUrl).href
  }

  #with(page: string, parameters: Record<string, string>): string {
    const url = new URL(page, this.#publicUrl)
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
    return url.pathname + url.search + url.hash
  }
}
