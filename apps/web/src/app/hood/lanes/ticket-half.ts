import { booleanAttribute, Component, computed, input } from '@angular/core'
import { ticketOf } from '../../ticket/ticket-of'

/** One of the two things that stand for the same session: what the browser has of it, or what the server has. */
@Component({
  selector: 'app-ticket-half',
  host: {
    class: 'ticket-paper',
    '[class.number-first]': 'numberFirst()',
    '[style.--ticket-hue]': 'ticket().hue',
  },
  template: `
    <span class="number"><span class="visually-hidden">Session ticket </span>{{ ticket().number }}</span>
    <div class="paper"><ng-content /></div>
  `,
  styleUrl: './ticket-half.scss',
})
export class TicketHalf {
  readonly sessionId = input.required<string>()
  readonly numberFirst = input(false, { transform: booleanAttribute })
  protected readonly ticket = computed(() => ticketOf(this.sessionId()))
}
