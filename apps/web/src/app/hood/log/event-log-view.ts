import { DatePipe } from '@angular/common'
import { Component, inject } from '@angular/core'
import { EventLog } from './event-log'

@Component({
  selector: 'app-event-log',
  imports: [DatePipe],
  templateUrl: './event-log-view.html',
  styleUrl: './event-log-view.scss',
})
export class EventLogView {
  protected readonly log = inject(EventLog)

  protected togglePause(): void {
    if (this.log.isPaused()) this.log.resume()
    else this.log.pause()
  }
}
