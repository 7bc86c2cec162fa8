import { Component } from '@angular/core'
import { RouterLink, RouterLinkActive } from '@angular/router'

interface Place {
  readonly path: string
  readonly label: string
}

@Component({
  selector: 'app-rail',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav aria-label="Pages">
      <ul>
        @for (place of places; track place.path) {
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
    </nav>
  `,
  styleUrl: './rail.scss',
})
export class Rail {
  protected readonly places: readonly Place[] = [
    { path: '/', label: 'Home' },
    { path: '/countries', label: 'Countries' },
    { path: '/profile', label: 'Profile' },
    { path: '/under-the-hood', label: 'Under the hood' },
  ]
}
