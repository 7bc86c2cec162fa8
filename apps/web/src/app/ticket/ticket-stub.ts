import { booleanAttribute, Component, computed, input } from '@angular/core'
import { ticketOf } from './ticket-of'

/** The small half of a ticket, for the places where only the number matters. */
@Component({
  selector: 'app-ticket-stub',
  host: { class: 'ticket-paper', '[style.--ticket-hue]': 'ticket().hue', '[class.torn]': 'torn()' },
  template: `<span class="paper"><span class="visually-hidden">Session ticket </span>{{ ticket().number }}</span>`,
  styleUrl: './ticket-stub.scss',
})
export class TicketStub {
  readonly sessionId = input.required<string>()
  /** It is torn off its ticket as one watches. */
  readonly torn = input(false, { transform: booleanAttribute })
  protected readonly ticket = computed(() => ticketOf(this.sessionId()))
}
