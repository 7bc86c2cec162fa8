import { Component, inject } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { PlaceList } from './place-list'
import { openPlaces, ownPlaces } from './places'

@Component({
  selector: 'app-rail',
  imports: [PlaceList],
  template: `
    <nav aria-label="Pages">
      <app-place-list [places]="openPlaces" />
      @if (auth.isLoggedIn()) {
        <p class="group" aria-hidden="true">Yours</p>
        <app-place-list label="Yours" [places]="ownPlaces" />
      }
    </nav>
  `,
  styleUrl: './rail.scss',
})
export class Rail {
  protected readonly auth = inject(AuthService)
  protected readonly openPlaces = openPlaces
  protected readonly ownPlaces = ownPlaces
}
