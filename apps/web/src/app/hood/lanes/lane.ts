import { Component, computed, inject, input } from '@angular/core'
import type { LaneName } from './light'
import { Lights } from './lights'

/** So much later than the lane before it does each lane light up. */
const stepMilliseconds = 130

/** One of the three: a heading, what is there, and a bar that lights up when something passes. */
@Component({
  selector: 'app-lane',
  template: `
    <section [attr.aria-labelledby]="name()">
      <span class="bar" aria-hidden="true">
        @for (light of lights(); track light.id) {
          <span class="light" [class]="light.tone" [style.animation-delay]="light.delay"></span>
        }
      </span>
      <h2 [id]="name()">{{ heading() }}</h2>
      <p class="quiet">{{ about() }}</p>
      <ng-content />
    </section>
  `,
  styleUrl: './lane.scss',
})
export class Lane {
  readonly name = input.required<LaneName>()
  readonly heading = input.required<string>()
  readonly about = input.required<string>()

  readonly #latest = inject(Lights).latest
  /** One or none: a new one is a new element, so that its animation begins anew. */
  protected readonly lights = computed(() => {
    const latest = this.#latest()
    const step = latest?.path.indexOf(this.name()) ?? -1
    return latest && step >= 0 ? [{ ...latest, delay: `${(step * stepMilliseconds).toString()}ms` }] : []
  })
}
