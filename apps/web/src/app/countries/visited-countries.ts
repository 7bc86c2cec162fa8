import { HttpClient, httpResource } from '@angular/common/http'
import { computed, inject, Injectable } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { firstValueFrom } from 'rxjs'
import type { Country } from './country'

/** The countries as the person who is logged in has marked them; it starts over when that person changes. */
@Injectable()
export class VisitedCountries {
  readonly #auth = inject(AuthService)
  readonly #http = inject(HttpClient)
  readonly #answer = httpResource<{ countries: Country[] }>(() => (this.#auth.userId() ? '/api/countries' : undefined))

  readonly all = computed<readonly Country[]>(() => (this.#answer.hasValue() ? this.#answer.value().countries : []))
  readonly visitedCount = computed(() => this.all().filter(({ visited }) => visited).length)
  readonly isLoading = this.#answer.isLoading
  readonly hasFailed = computed(() => this.#answer.status() === 'error')

  reload(): void {
    this.#answer.reload()
  }

  /** Shows the change at once, and takes it back when the server refuses it. */
  async mark(code: string, visited: boolean): Promise<void> {
    this.#show(code, visited)
    try {
      await firstValueFrom(this.#http.put(`/api/countries/${encodeURIComponent(code)}/visited`, { visited }))
    } catch (error) {
      this.#show(code, !visited)
      throw error
    }
  }

  #show(code: string, visited: boolean): void {
    if (!this.#answer.hasValue()) return
    const countries = this.all().map((country) => (country.code === code ? { ...country, visited } : country))
    this.#answer.set({ countries })
  }
}
