import { HttpContext, httpResource } from '@angular/common/http'
import { computed, inject, Injectable } from '@angular/core'
import { takeUntilDestroyed } from '@angular/core/rxjs-interop'
import { AuthService } from '@coatcheck/angular'
import { debounceTime, merge } from 'rxjs'
import type { CookieLook } from '../wire/exchange'
import { Traffic, UNSEEN } from '../wire/traffic'

/** The body of `GET /api/under-the-hood`: what the server keeps of this session. No credential is in it. */
interface UnderTheHood {
  readonly row: {
    readonly id: string
    /** The first characters of the SHA-256 of the token. */
    readonly tokenHashStart: string
    readonly createdAt: string
    readonly authenticatedAt: string
    readonly lastSeenAt: string
    readonly idleExpiresAt: string
    readonly absoluteExpiresAt: string
    readonly reauthenticatedUntil: string | null
    readonly persistent: boolean
    readonly methods: readonly string[]
    readonly ip: string | null
    readonly userAgent: string | null
    readonly dataKeys: number
  }
  readonly cookie: {
    readonly name: string
    readonly httpOnly: boolean
    readonly secure: boolean
    readonly sameSite: string
    readonly path: string
  }
  readonly arrived: {
    readonly cookies: readonly CookieLook[]
    readonly headers: readonly { readonly name: string; readonly value: string }[]
    readonly otherHeaders: number
  }
}

/** A logout in several steps is one look. */
const settledMilliseconds = 150

/**
 * The server's side of this session, looked at again whenever something has happened. It looks in the background, so
 * that looking does not make the session last longer, and forgets everything once somebody else is here.
 */
@Injectable()
export class OwnRow {
  readonly #auth = inject(AuthService)
  readonly #answer = httpResource(
    () =>
      this.#auth.userId() === null
        ? undefined
        : {
            url: '/api/under-the-hood',
            headers: { 'x-auth-background': '1' },
            context: new HttpContext().set(UNSEEN, true),
          },
    { parse: toUnderTheHood },
  )

  readonly value = computed(() => (this.#answer.hasValue() ? this.#answer.value() : null))
  readonly hasFailed = computed(() => this.#answer.status() === 'error')

  constructor() {
    merge(inject(Traffic).exchanges$, this.#auth.events$)
      .pipe(debounceTime(settledMilliseconds), takeUntilDestroyed())
      .subscribe(() => this.look())
  }

  look(): void {
    this.#answer.reload()
  }
}

/** A 200 of something else, such as a captive portal, is a failure like any other. */
function toUnderTheHood(body: unknown): UnderTheHood {
  const parts = (body ?? {}) as Partial<Record<string, unknown>>
  for (const part of ['row', 'cookie', 'arrived']) {
    if (typeof parts[part] !== 'object' || parts[part] === null) throw new TypeError(`The answer has no ${part}.`)
  }
  return body as UnderTheHood
}
