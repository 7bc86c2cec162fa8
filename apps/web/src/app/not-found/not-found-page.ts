import { Component } from '@angular/core'
import { MatButton } from '@angular/material/button'
import { RouterLink } from '@angular/router'

@Component({
  selector: 'app-not-found-page',
  imports: [MatButton, RouterLink],
  template: `
    <h1 tabindex="-1">Nothing hangs here.</h1>
    <p class="lead">There is no page at this address. It may have moved, or the link lost a letter on the way.</p>
    <p><a matButton="filled" routerLink="/">Back to the start</a></p>
  `,
  styles: 'p:last-child { margin-block-start: 1.75rem }',
})
export class NotFoundPage {}
