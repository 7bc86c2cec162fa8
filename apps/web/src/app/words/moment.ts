import { Component, computed, input } from '@angular/core'
import { exactTime, relativeTime } from './relative-time'

/** How long ago something was; the exact time is there for whoever points at it. */
@Component({
  selector: 'app-moment',
  template: `<time [attr.datetime]="at().toISOString()" [attr.title]="exact()">{{ words() }}</time>`,
})
export class Moment {
  readonly at = input.required<Date>()
  readonly now = input.required<Date>()

  protected readonly exact = computed(() => exactTime(this.at()))
  protected readonly words = computed(() => relativeTime(this.at(), this.now()))
}
