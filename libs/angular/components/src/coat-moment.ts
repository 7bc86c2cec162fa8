import { Component, computed, inject, input, LOCALE_ID } from '@angular/core'
import { relativeTime } from './relative-time'

/** How long ago something was; the exact time is there for whoever points at it. Part of {@link CoatDeviceList}. */
@Component({
  selector: 'coat-moment',
  template: `<time [attr.datetime]="at().toISOString()" [title]="exact()">{{ words() }}</time>`,
})
export class CoatMoment {
  readonly at = input.required<Date>()
  readonly now = input.required<Date>()

  readonly #locale = inject(LOCALE_ID)
  readonly #exact = new Intl.DateTimeFormat(this.#locale, { dateStyle: 'full', timeStyle: 'medium' })

  protected readonly exact = computed(() => this.#exact.format(this.at()))
  protected readonly words = computed(() => relativeTime(this.at(), this.now(), this.#locale))
}
