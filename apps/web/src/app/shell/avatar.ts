import { Component, input } from '@angular/core'
import type { Profile } from '@coatcheck/angular'

/** The person's picture, or the initials. Decorative: the name stands beside it. */
@Component({
  selector: 'app-avatar',
  host: { 'aria-hidden': 'true' },
  template: `
    @if (profile().picture; as picture) {
      <img [src]="picture" alt="" />
    } @else {
      {{ profile().initials }}
    }
  `,
  styleUrl: './avatar.scss',
})
export class Avatar {
  readonly profile = input.required<Profile>()
}
