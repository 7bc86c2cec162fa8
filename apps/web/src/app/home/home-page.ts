import { Component, computed, inject } from '@angular/core'
import { MatButton } from '@angular/material/button'
import { RouterLink } from '@angular/router'
import { AuthService } from '@coatcheck/angular'
import { Ticket } from '../ticket/ticket'

@Component({
  selector: 'app-home-page',
  imports: [MatButton, RouterLink, Ticket],
  templateUrl: './home-page.html',
  styleUrl: './home-page.scss',
})
export class HomePage {
  protected readonly auth = inject(AuthService)
  protected readonly firstName = computed(() => this.auth.profile()?.name.split(' ')[0] ?? '')
}
