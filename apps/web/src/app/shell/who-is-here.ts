import { Component, computed, inject } from '@angular/core'
import { toSignal } from '@angular/core/rxjs-interop'
import { RouterLink } from '@angular/router'
import { AuthService, CoatAvatar } from '@coatcheck/angular'
import { filter, map } from 'rxjs'
import { TicketStub } from '../ticket/ticket-stub'
import { Logout } from './logout'

/** Neither "Log in" nor a name while unknown: whichever comes first is right. */
@Component({
  selector: 'app-who-is-here',
  imports: [CoatAvatar, RouterLink, TicketStub],
  template: `
    @if (auth.profile(); as me) {
      @if (auth.session(); as session) {
        <app-ticket-stub class="stub" [torn]="hasJustLoggedIn()" [sessionId]="session.id" />
      }
      <a class="person" routerLink="/profile">
        <coat-avatar />
        <span class="name" data-testid="user-name">{{ me.name || 'Your profile' }}</span>
      </a>
      <button
        type="button"
        class="plain-button"
        [attr.aria-disabled]="logout.isPending() || null"
        (click)="logout.run()"
      >
        {{ logout.isPending() ? 'Logging out…' : 'Log out' }}
      </button>
    } @else if (auth.isLoggedOut()) {
      <a class="plain-button" routerLink="/login">Log in</a>
    }
    <span class="visually-hidden" role="status">{{ news() }}</span>
  `,
  styleUrl: './who-is-here.scss',
})
export class WhoIsHere {
  protected readonly auth = inject(AuthService)
  protected readonly logout = inject(Logout)

  readonly #event = toSignal(
    this.auth.events$.pipe(
      map(({ type }) => type),
      filter((type) => type === 'loggedIn' || type === 'loggedOut'),
    ),
  )
  protected readonly hasJustLoggedIn = computed(() => this.#event() === 'loggedIn')
  protected readonly news = computed(() => {
    if (this.#event() === 'loggedOut') return 'You are logged out.'
    if (!this.hasJustLoggedIn()) return ''
    const name = this.auth.profile()?.name
    return name ? `You are logged in as ${name}.` : 'You are logged in.'
  })
}
