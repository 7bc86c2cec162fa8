import { Component, computed, inject } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { Connection } from './connection'
import { EndedHere } from './ended-here'
import { Logout } from './logout'

/** What the person should know wherever they are: a logout that did not happen, one that did, a server out of reach. */
@Component({
  selector: 'app-notices',
  imports: [EndedHere],
  template: `
    <div role="alert">
      @if (logout.failure(); as failure) {
        <p class="notice failure">
          <span><strong>You are still logged in here.</strong> {{ failure }}</span>
          <button
            type="button"
            class="plain-button"
            [attr.aria-disabled]="logout.isPending() || null"
            (click)="logout.run()"
          >
            Try again
          </button>
        </p>
      }
    </div>
    <div role="status">
      @if (connection.isOffline()) {
        <p class="notice">{{ offline() }}</p>
      } @else if (auth.isStale()) {
        <p class="notice outage">{{ outage() }}</p>
      }
    </div>
    <app-ended-here />
  `,
  styleUrl: './notices.scss',
})
export class Notices {
  protected readonly auth = inject(AuthService)
  protected readonly logout = inject(Logout)
  protected readonly connection = inject(Connection)

  protected readonly offline = computed(() =>
    this.auth.isLoggedIn()
      ? 'You are offline. You stay logged in; this page goes on when the connection is back.'
      : 'You are offline. This page goes on when the connection is back.',
  )
  protected readonly outage = computed(() =>
    this.auth.isLoggedIn()
      ? 'The server is out of reach. You stay logged in; this page keeps trying.'
      : 'The server is out of reach. This page keeps trying.',
  )
}
