import { Component, computed, input } from '@angular/core'
import { ticketOf } from './ticket-of'

/** The small half of a ticket, for the places where only the number matters. */
@Component({
  selector: 'app-ticket-stub',
  host: { class: 'ticket-paper', '[style.--ticket-hue]': 'ticket().hue' },
  template: `<span class="visually-hidden">Session ticket </span>{{ ticket().number }}`,
  styleUrl: './ticket-stub.scss',
})
export class TicketStub {
  readonly sessionId = input.required<string>()
  protected readonly ticket = computed(() => ticketOf(this.sessionId()))
}
