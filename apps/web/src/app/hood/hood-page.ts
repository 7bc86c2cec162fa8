import { JsonPipe } from '@angular/common'
import { HttpClient, HttpErrorResponse } from '@angular/common/http'
import { Component, computed, DOCUMENT, inject, resource, signal } from '@angular/core'
import { MatButton } from '@angular/material/button'
import { AuthService } from '@coatcheck/angular'
import { authPaths, defaultPrefix } from '@coatcheck/contract'
import { firstValueFrom } from 'rxjs'

interface Answer {
  readonly path: string
  readonly status: number
  readonly body: unknown
}

@Component({
  selector: 'app-hood-page',
  imports: [JsonPipe, MatButton],
  templateUrl: './hood-page.html',
  styleUrl: './hood-page.scss',
})
export class HoodPage {
  readonly #auth = inject(AuthService)
  readonly #document = inject(DOCUMENT)
  readonly #http = inject(HttpClient)
  /** The answers name a person: once somebody else is here they are dropped, those on their way included. */
  readonly #answers = resource<readonly Answer[], unknown>({
    params: () => ({ userId: this.#auth.userId() }),
    loader: () => Promise.all([this.#get(authPaths.status), this.#get(authPaths.me)]),
  })

  protected readonly isAsking = this.#answers.isLoading
  protected readonly cookies = signal(this.#document.cookie)
  protected readonly answers = computed(() => (this.#answers.hasValue() ? this.#answers.value() : []))

  /** Does nothing while it is asking already. */
  protected ask(): void {
    this.cookies.set(this.#document.cookie)
    this.#answers.reload()
  }

  async #get(path: string): Promise<Answer> {
    const url = defaultPrefix + path
    try {
      const { status, body } = await firstValueFrom(this.#http.get<unknown>(url, { observe: 'response' }))
      return { path: url, status, body }
    } catch (error) {
      if (!(error instanceof HttpErrorResponse)) throw error
      return { path: url, status: error.status, body: error.status === 0 ? null : (error.error as unknown) }
    }
  }
}
