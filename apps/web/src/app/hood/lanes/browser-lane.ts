import { TitleCasePipe } from '@angular/common'
import { Component, computed, DOCUMENT, inject, signal } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { waitText } from '../../words/wait-text'
import { Lane } from './lane'
import { OwnRow } from './own-row'
import { TicketHalf } from './ticket-half'
import { SealedCookie } from './sealed-cookie'

/** The end of a session that lives for days is of no interest yet, in seconds. */
const worthCounting = 5_400

/** What the browser holds, and how little of it a script gets at. */
@Component({
  selector: 'app-browser-lane',
  imports: [Lane, SealedCookie, TicketHalf, TitleCasePipe],
  templateUrl: './browser-lane.html',
  styleUrl: './facts.scss',
})
export class BrowserLane {
  protected readonly auth = inject(AuthService)
  protected readonly row = inject(OwnRow)
  readonly #document = inject(DOCUMENT)

  protected readonly cookies = signal(this.#document.cookie)
  protected readonly ends = computed(() => {
    const seconds = this.auth.expiresInSeconds()
    return seconds !== null && seconds < worthCounting ? waitText(seconds) : null
  })
  protected readonly sessionCookie = computed(() => {
    const { cookie, arrived } = this.row.value() ?? {}
    const { length } = arrived?.cookies.find(({ name }) => name === cookie?.name) ?? { length: 0 }
    return cookie && { ...cookie, length }
  })

  /** Reads what a script can read, once more. */
  read(): void {
    this.cookies.set(this.#document.cookie)
  }
}
