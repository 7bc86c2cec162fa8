import { Component, computed, inject } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { Logout } from './logout'

/** What the person should know wherever they are: a logout that did not happen, a server out of reach. */
@Component({
  selector: 'app-notices',
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
      @if (auth.isStale()) {
        <p class="notice outage">{{ outage() }}</p>
      }
    </div>
  `,
  styleUrl: './notices.scss',
})
export class Notices {
  protected readonly auth = inject(AuthService)
  protected readonly logout = inject(Logout)

  protected readonly outage = computed(() =>
    this.auth.isLoggedIn()
      ? 'The server is out of reach. You stay logged in; this page keeps trying.'
      : 'The server is out of reach. This page keeps trying.',
  )
}
