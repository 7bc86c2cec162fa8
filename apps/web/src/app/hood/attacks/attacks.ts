import { Component, inject } from '@angular/core'
import { RouterLink } from '@angular/router'
import { AuthService } from '@coatcheck/angular'
import { injectAskWithoutACookie } from './ask-without-a-cookie'
import type { Attack } from './attack'
import { AttackRow } from './attack-row'
import { injectForgeAnEvent } from './forge-an-event'
import { injectLogOutDuringASlowRequest } from './log-out-during-a-slow-request'
import { injectPostFromElsewhere } from './post-from-elsewhere'
import { injectReadTheCookie } from './read-the-cookie'
import { injectReplayADeadTicket } from './replay-a-dead-ticket'

@Component({
  selector: 'app-attacks',
  imports: [AttackRow, RouterLink],
  template: `
    <section aria-labelledby="attacks">
      <h2 id="attacks">Try to get in</h2>
      <p class="quiet" id="aim">
        @if (auth.isLoggedOut()) {
          Nobody is logged in, so there is nothing to attack.
          <a routerLink="/login" [queryParams]="{ returnUrl: '/under-the-hood' }">Log in</a> and come back.
        } @else {
          These are real, and aimed at your own session. Watch the lanes and the log while you try.
        }
      </p>
      <ul class="rows">
        @for (attack of attacks; track attack.title) {
          <li><app-attack-row [attack]="attack" /></li>
        }
      </ul>
    </section>
  `,
  styles: `
    .rows {
      margin-block-start: 1rem;
    }
  `,
})
export class Attacks {
  protected readonly auth = inject(AuthService)
  /** The one that logs the person out comes last. */
  protected readonly attacks: readonly Attack[] = [
    injectReadTheCookie(),
    injectPostFromElsewhere(),
    injectAskWithoutACookie(),
    injectReplayADeadTicket(),
    injectForgeAnEvent(),
    injectLogOutDuringASlowRequest(),
  ]
}
