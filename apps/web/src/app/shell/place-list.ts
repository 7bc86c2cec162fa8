import { Component, input } from '@angular/core'
import { RouterLink, RouterLinkActive } from '@angular/router'
import type { Place } from './places'

/** Links to pages, the one that is open marked. */
@Component({
  selector: 'app-place-list',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <ul [attr.aria-label]="label()">
      @for (place of places(); track place.path) {
        <li>
          <a
            [routerLink]="place.path"
            routerLinkActive="here"
            ariaCurrentWhenActive="page"
            [routerLinkActiveOptions]="{ exact: place.path === '/' }"
            >{{ place.label }}</a
          >
        </li>
      }
    </ul>
  `,
  styleUrl: './place-list.scss',
})
export class PlaceList {
  readonly places = input.required<readonly Place[]>()
  readonly label = input<string | null>(null)
}
