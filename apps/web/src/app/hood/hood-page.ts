import { JsonPipe } from '@angular/common'
import { HttpClient, HttpErrorResponse } from '@angular/common/http'
import { Component, DOCUMENT, inject, signal } from '@angular/core'
import { MatButton } from '@angular/material/button'
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
  readonly #document = inject(DOCUMENT)
  readonly #http = inject(HttpClient)

  protected readonly isAsking = signal(false)
  protected readonly cookies = signal(this.#document.cookie)
  protected readonly answers = signal<readonly Answer[]>([])

  constructor() {
    void this.ask()
  }

  protected async ask(): Promise<void> {
    this.isAsking.set(true)
    this.cookies.set(this.#document.cookie)
    this.answers.set(await Promise.all([this.#get(authPaths.status), this.#get(authPaths.me)]))
    this.isAsking.set(false)
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
