import { Component, inject } from '@angular/core'
import { AuthService } from '@coatcheck/angular'

/** Behind `roleGuard('admin')`. There is nothing to do in here yet but to have got in. */
@Component({
  selector: 'app-staff-room-page',
  template: `
    <h1 tabindex="-1">The staff room</h1>
    <p class="lead">Only accounts with the role “admin” get in here, and only they download this page.</p>
    @if (auth.profile(); as me) {
      <dl class="rows facts">
        <div>
          <dt>Your roles</dt>
          <dd>{{ me.roles.join(', ') }}</dd>
        </div>
        <div>
          <dt>Without the role</dt>
          <dd>people are told so, and stay logged in</dd>
        </div>
        <div>
          <dt>Logged out</dt>
          <dd>they log in first, and come back to this door</dd>
        </div>
      </dl>
    }
    <p class="quiet">
      This door is here to show the guard. A guard in the browser keeps a page tidy; what is worth protecting, the
      server protects by itself, on every request.
    </p>
  `,
  styles: '.rows { margin-block: 2rem }',
})
export class StaffRoomPage {
  protected readonly auth = inject(AuthService)
}
