import { Component, inject } from '@angular/core'
import { MatButton } from '@angular/material/button'
import { RouterLink } from '@angular/router'
import { AuthService } from '@coatcheck/angular'

/** For somebody who is known but has not the role: another login page would not help. */
@Component({
  selector: 'app-forbidden-page',
  imports: [MatButton, RouterLink],
  template: `
    <h1 tabindex="-1">This door is for others.</h1>
    @if (auth.profile(); as me) {
      <p class="lead">
        You are logged in as {{ me.name }}, and this account does not have the role for that page. Nothing is wrong, and
        you stay logged in.
      </p>
    } @else {
      <p class="lead">The page behind it needs a role that not every account has.</p>
    }
    <p class="actions">
      <a matButton="filled" routerLink="/">Back to the start</a>
      @if (auth.isLoggedIn()) {
        <a matButton routerLink="/profile">See your roles</a>
      }
    </p>
  `,
  styles: '.actions { margin-block-start: 1.75rem } .lead { overflow-wrap: anywhere }',
})
export class ForbiddenPage {
  protected readonly auth = inject(AuthService)
}
