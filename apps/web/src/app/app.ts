import { Component } from '@angular/core'
import { RouterOutlet } from '@angular/router'
import { NewsLine } from './shell/news-line'
import { Notices } from './shell/notices'
import { Rail } from './shell/rail'
import { TopBar } from './shell/top-bar'

@Component({
  selector: 'app-root',
  imports: [NewsLine, Notices, Rail, RouterOutlet, TopBar],
  template: `
    <a class="skip-link" href="#main" (click)="skip($event, main)">Skip to the content</a>
    <app-top-bar />
    <app-notices />
    <div class="frame">
      <app-rail />
      <main #main id="main" tabindex="-1"><router-outlet /></main>
    </div>
    <app-news-line />
  `,
  styleUrl: './app.scss',
})
export class App {
  /** Focuses without a navigation: a fragment would be written into the URL. */
  protected skip(event: Event, main: HTMLElement): void {
    event.preventDefault()
    main.focus()
  }
}
