import { Component, inject } from '@angular/core'
import { RouterOutlet } from '@angular/router'
import { AuthService } from '@coatcheck/angular'
import { injectCameBackTo } from './providers/inject-came-back-to'
import { ProviderNotice } from './providers/provider-notice'
import { NewsLine } from './shell/news-line'
import { Notices } from './shell/notices'
import { Rail } from './shell/rail'
import { SessionCare } from './shell/session-care'
import { TopBar } from './shell/top-bar'

@Component({
  selector: 'app-root',
  imports: [NewsLine, Notices, ProviderNotice, Rail, RouterOutlet, SessionCare, TopBar],
  template: `
    <a class="skip-link" href="#main" (click)="skip($event, main)">Skip to the content</a>
    <app-top-bar />
    <app-notices />
    <div class="frame">
      <app-rail />
      <main #main id="main" tabindex="-1">
        @defer (when cameBackTo()) {
          <app-provider-notice [cameBackTo]="cameBackTo() ?? ''" />
        }
        <router-outlet />
      </main>
    </div>
    <app-news-line />
    @if (auth.isLoggedIn()) {
      <app-session-care />
    }
  `,
  styleUrl: './app.scss',
})
export class App {
  protected readonly auth = inject(AuthService)
  protected readonly cameBackTo = injectCameBackTo()

  /** Focuses without a navigation: a fragment would be written into the URL. */
  protected skip(event: Event, main: HTMLElement): void {
    event.preventDefault()
    main.focus()
  }
}
