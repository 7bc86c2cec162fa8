import { DatePipe } from '@angular/common'
import { Component, computed, input } from '@angular/core'
import type { SessionInfo } from '@coatcheck/angular'
import { ticketOf } from './ticket-of'

/** A session as the ticket that stands for it. */
@Component({
  selector: 'app-ticket',
  imports: [DatePipe],
  host: { class: 'ticket-paper', '[style.--ticket-hue]': 'look().hue' },
  template: `
    <div class="body">
      <p class="label">{{ label() }}</p>
      @if (where(); as place) {
        <p class="fact">{{ place }}</p>
      }
      <p class="fact">Since {{ session().authenticatedAt | date: 'd MMM, HH:mm' }}</p>
      <p class="fact">
        {{ session().persistent ? 'Remembered on this device' : 'Until this browser is closed' }}
      </p>
    </div>
    <div class="stub">
      <span class="visually-hidden">Ticket number</span>
      <span class="number">{{ look().number }}</span>
    </div>
  `,
  styleUrl: './ticket.scss',
})
export class Ticket {
  readonly session = input.required<SessionInfo>()
  readonly label = input('This session')
  /** The browser and its address, where they are known. */
  readonly where = input<string | null>(null)

  protected readonly look = computed(() => ticketOf(this.session().id))
}
