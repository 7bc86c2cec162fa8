import { Component, inject, signal, viewChild } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { Attacks } from './attacks/attacks'
import { BrowserLane } from './lanes/browser-lane'
import { Lights } from './lanes/lights'
import { OwnRow } from './lanes/own-row'
import { ServerLane } from './lanes/server-lane'
import { WireLane } from './lanes/wire-lane'
import { EventLog } from './log/event-log'
import { EventLogView } from './log/event-log-view'
import { Traffic } from './wire/traffic'

/** What happens to a ticket, from the browser over the wire to the server, and what happens to whoever wants it. */
@Component({
  selector: 'app-hood-page',
  imports: [Attacks, BrowserLane, EventLogView, ServerLane, WireLane],
  providers: [Traffic, OwnRow, Lights, EventLog],
  templateUrl: './hood-page.html',
  styleUrl: './hood-page.scss',
})
export class HoodPage {
  readonly #auth = inject(AuthService)
  readonly #row = inject(OwnRow)

  protected readonly browser = viewChild.required(BrowserLane)
  protected readonly isAsking = signal(false)
  protected readonly hasFailed = signal(false)

  constructor() {
    // Something to look at: the first question that passes by.
    void this.#ask()
  }

  /** Does nothing while it is asking already. */
  protected async askAgain(): Promise<void> {
    if (this.isAsking()) return
    this.browser().read()
    this.#row.look()
    await this.#ask()
  }

  async #ask(): Promise<void> {
    this.isAsking.set(true)
    try {
      await this.#auth.refresh()
      this.hasFailed.set(false)
    } catch {
      this.hasFailed.set(true)
    } finally {
      this.isAsking.set(false)
    }
  }
}
