import { Component, computed, DestroyRef, DOCUMENT, inject } from '@angular/core'
import { takeUntilDestroyed } from '@angular/core/rxjs-interop'
import { MatButton } from '@angular/material/button'
import { AuthService } from '@coatcheck/angular'
import { filter, fromEvent, interval, merge } from 'rxjs'
import { Attempt } from '../forms/attempt'
import { Logout } from '../shell/logout'
import { News } from '../shell/news'
import { Ticket } from '../ticket/ticket'
import { injectNow } from '../words/inject-now'
import { deviceName } from './device-name'
import { DeviceRow } from './device-row'
import { OwnDevices } from './own-devices'

/** So often the list is asked for anew, while somebody looks at it. */
const reloadMilliseconds = 20_000

/** So long a device that was logged out stays in sight. */
const endedMilliseconds = 60_000

@Component({
  selector: 'app-devices-page',
  imports: [DeviceRow, MatButton, Ticket],
  providers: [OwnDevices],
  templateUrl: './devices-page.html',
  styleUrl: './devices-page.scss',
})
export class DevicesPage {
  protected readonly auth = inject(AuthService)
  protected readonly logout = inject(Logout)
  protected readonly devices = inject(OwnDevices)
  readonly #news = inject(News)

  protected readonly now = injectNow(15_000)
  protected readonly endingOthers = new Attempt()
  protected readonly here = computed(() => {
    const current = this.devices.all()?.find(({ session }) => session.current)?.session
    return current ? [deviceName(current.device), current.ip].filter((word) => word !== null).join(', ') : null
  })
  protected readonly others = computed(() => {
    const since = this.now().getTime() - endedMilliseconds
    return this.devices
      .all()
      ?.filter(({ session, ended }) => !session.current && (ended === null || ended.at.getTime() > since))
  })
  protected readonly liveCount = computed(() => this.others()?.filter(({ ended }) => ended === null).length ?? 0)

  constructor() {
    const document = inject(DOCUMENT)
    merge(
      interval(reloadMilliseconds),
      fromEvent(document, 'visibilitychange'),
      this.auth.events$.pipe(filter(({ type }) => type === 'fresh')),
    )
      .pipe(
        filter(() => document.visibilityState === 'visible'),
        takeUntilDestroyed(inject(DestroyRef)),
      )
      .subscribe(() => {
        void this.devices.reload()
      })
  }

  /** The button goes away while it asks, so the focus moves on to where the answer will be. */
  protected retry(heading: HTMLElement): void {
    void this.devices.reload()
    heading.focus()
  }

  protected async endOthers(heading: HTMLElement): Promise<void> {
    const count = this.liveCount()
    if (!(await this.endingOthers.run(() => this.devices.endOthers()))) return
    this.#news.tell(
      count === 1 ? 'The other device was logged out.' : `${count.toString()} other devices were logged out.`,
    )
    heading.focus()
  }
}
