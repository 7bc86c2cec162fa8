import { Component, computed, ElementRef, inject, input } from '@angular/core'
import { Attempt } from '../forms/attempt'
import { ticketOf } from '../ticket/ticket-of'
import { TicketStub } from '../ticket/ticket-stub'
import { Moment } from '../words/moment'
import { relativeTime } from '../words/relative-time'
import { deviceName } from './device-name'
import type { Device } from './merge-devices'
import { OwnDevices } from './own-devices'

/** Another device: its ticket, what is known of it, and the way to log it out. */
@Component({
  selector: 'app-device-row',
  imports: [Moment, TicketStub],
  host: { tabindex: '-1', '[class.ended]': 'device().ended !== null' },
  templateUrl: './device-row.html',
  styleUrl: './device-row.scss',
})
export class DeviceRow {
  readonly device = input.required<Device>()
  readonly now = input.required<Date>()

  readonly #devices = inject(OwnDevices)
  readonly #row = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement

  protected readonly attempt = new Attempt()
  protected readonly session = computed(() => this.device().session)
  protected readonly name = computed(() => deviceName(this.session().device))
  protected readonly ticketNumber = computed(() => ticketOf(this.session().id).number)
  protected readonly createdAt = computed(() => new Date(this.session().createdAt))
  protected readonly lastSeenAt = computed(() => new Date(this.session().lastSeenAt))

  protected readonly action = computed(() => {
    if (this.attempt.isPending()) return 'Logging out…'
    return this.attempt.failure() ? 'Try again' : 'Log out'
  })
  /** Otherwise the two moments would be told in the same words. */
  protected readonly wasThereLater = computed(
    () => relativeTime(this.createdAt(), this.now()) !== relativeTime(this.lastSeenAt(), this.now()),
  )

  /** The button goes away with what it ended, so the focus moves to the row, which says so. */
  protected async end(): Promise<void> {
    if (await this.attempt.run(() => this.#devices.end(this.session()))) this.#row.focus()
  }
}
