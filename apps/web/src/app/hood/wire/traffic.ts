import {
  HttpContextToken,
  HttpErrorResponse,
  type HttpHandlerFn,
  type HttpRequest,
  HttpResponse,
} from '@angular/common/http'
import { DestroyRef, DOCUMENT, inject, Injectable, signal } from '@angular/core'
import { finalize, Subject, tap } from 'rxjs'
import { reportHeader } from './cookie-report'
import type { Exchange } from './exchange'
import { toExchange } from './to-exchange'
import { WireTap } from './wire-tap'

/** Marks what the page asks in order to show it: looking is not an event. */
export const UNSEEN = new HttpContextToken<boolean>(() => false)

/** The requests of the app to its own server while the page is open, each once it is over. */
@Injectable()
export class Traffic {
  readonly #baseUri = inject(DOCUMENT).baseURI
  readonly #exchanges = new Subject<Exchange>()
  readonly #last = signal<Exchange | null>(null)
  readonly #underWay = signal(0)
  #count = 0

  readonly exchanges$ = this.#exchanges.asObservable()
  readonly last = this.#last.asReadonly()
  /** How many wait for their answer. */
  readonly underWay = this.#underWay.asReadonly()

  constructor() {
    const wire = inject(WireTap)
    wire.watch = (request, next) => this.#watch(request, next)
    inject(DestroyRef).onDestroy(() => {
      wire.watch = null
    })
  }

  #watch(request: HttpRequest<unknown>, next: HttpHandlerFn): ReturnType<HttpHandlerFn> {
    if (request.context.get(UNSEEN) || !this.#isOurs(request.url)) return next(request)
    const at = new Date()
    const note = (answer: HttpResponse<unknown> | HttpErrorResponse) => {
      const tookMilliseconds = Math.max(0, Date.now() - at.getTime())
      const exchange = toExchange(request, answer, { id: ++this.#count, at, tookMilliseconds })
      this.#last.set(exchange)
      this.#exchanges.next(exchange)
    }
    this.#underWay.update((count) => count + 1)
    return next(request.clone({ setHeaders: { [reportHeader]: '1' } })).pipe(
      tap({
        next: (event) => {
          if (event instanceof HttpResponse) note(event)
        },
        error: (error: unknown) => {
          if (error instanceof HttpErrorResponse) note(error)
        },
      }),
      finalize(() => {
        this.#underWay.update((count) => count - 1)
      }),
    )
  }

  /** Anybody else would have to allow the header that asks for the report. */
  #isOurs(url: string): boolean {
    return URL.parse(url, this.#baseUri)?.origin === new URL(this.#baseUri).origin
  }
}
