import { Component } from '@angular/core'
import { RouterLink } from '@angular/router'
import { WhoIsHere } from './who-is-here'

@Component({
  selector: 'app-top-bar',
  imports: [RouterLink, WhoIsHere],
  template: `
    <header>
      <a class="wordmark" routerLink="/">Coatcheck</a>
      <app-who-is-here />
    </header>
  `,
  styleUrl: './top-bar.scss',
})
export class TopBar {}
