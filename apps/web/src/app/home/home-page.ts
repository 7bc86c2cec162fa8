import { Component, computed, inject } from '@angular/core'
import { MatButton } from '@angular/material/button'
import { RouterLink } from '@angular/router'
import { AuthService } from '@coatcheck/angular'
import { Ticket } from '../ticket/ticket'
import { ProfileGaps } from '../welcome/profile-gaps'

@Component({
  selector: 'app-home-page',
  imports: [MatButton, ProfileGaps, RouterLink, Ticket],
  templateUrl: './home-page.html',
  styleUrl: './home-page.scss',
})
export class HomePage {
  protected readonly auth = inject(AuthService)
  protected readonly greeting = computed(() => {
    const firstName = this.auth.profile()?.name.split(' ')[0]
    return firstName ? `Good to see you, ${firstName}.` : 'Good to see you.'
  })
}
