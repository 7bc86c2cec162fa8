import { HttpClient, httpResource } from '@angular/common/http'
import { computed, inject, Injectable } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { firstValueFrom } from 'rxjs'
import type { Country } from './country'

/** A mark that the server has not answered for yet. */
interface OpenMark {
  wanted: boolean
  kept: boolean
  done: Promise<void>
}

/** The countries as the person who is logged in has marked them; it starts over when that person changes. */
@Injectable()
export class VisitedCountries {
  readonly #auth = inject(AuthService)
  readonly #http = inject(HttpClient)
  readonly #answer = httpResource(() => (this.#auth.userId() ? '/api/countries' : undefined), { parse: countriesOf })
  readonly #openMarks = new Map<string, OpenMark>()

  readonly all = computed<readonly Country[]>(() => (this.#answer.hasValue() ? this.#answer.value() : []))
  readonly visitedCount = computed(() => this.all().filter(({ visited }) => visited).length)
  readonly isLoading = this.#answer.isLoading
  readonly hasFailed = computed(() => this.#answer.status() === 'error')

  reload(): void {
    this.#answer.reload()
  }

  /** Shows the change at once, and goes back to what the server has kept when it refuses. */
  mark(code: string, visited: boolean): Promise<void> {
    this.#show(code, visited)
    const key = `${this.#auth.userId() ?? ''} ${code}`
    const open = this.#openMarks.get(key)
    if (open) {
      open.wanted = visited
      return open.done
    }
    const mark: OpenMark = { wanted: visited, kept: !visited, done: Promise.resolve() }
    this.#openMarks.set(key, mark)
    mark.done = this.#keep(code, mark).finally(() => this.#openMarks.delete(key))
    return mark.done
  }

  /** One request at a time for each country: two could overtake each other, and the older wish would win. */
  async #keep(code: string, mark: OpenMark): Promise<void> {
    const userId = this.#auth.userId()
    let sent: boolean
    do {
      sent = mark.wanted
      try {
        await firstValueFrom(this.#http.put(`/api/countries/${encodeURIComponent(code)}/visited`, { visited: sent }))
        mark.kept = sent
      } catch (error) {
        // A later wish is sent whatever became of this one.
        if (sent === mark.wanted && userId === this.#auth.userId()) {
          this.#show(code, mark.kept)
          throw error
        }
      }
      // What somebody wished who has gone is not sent in the name of the next one.
    } while (sent !== mark.wanted && userId === this.#auth.userId())
  }

  #show(code: string, visited: boolean): void {
    if (!this.#answer.hasValue()) return
    this.#answer.set(this.all().map((country) => (country.code === code ? { ...country, visited } : country)))
  }
}

/** A 200 that holds no list is a failure like any other. */
function countriesOf(body: unknown): readonly Country[] {
  const { countries } = (body ?? {}) as { countries?: unknown }
  if (!Array.isArray(countries)) throw new TypeError('The answer holds no countries.')
  return countries as readonly Country[]
}
