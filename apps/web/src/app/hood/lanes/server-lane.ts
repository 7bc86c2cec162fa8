import { DatePipe } from '@angular/common'
import { Component, inject } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { Lane } from './lane'
import { OwnRow } from './own-row'
import { TicketHalf } from './ticket-half'

/** The one row that the server keeps of this session. */
@Component({
  selector: 'app-server-lane',
  imports: [DatePipe, Lane, TicketHalf],
  templateUrl: './server-lane.html',
  styleUrl: './facts.scss',
})
export class ServerLane {
  protected readonly auth = inject(AuthService)
  protected readonly row = inject(OwnRow)
}
