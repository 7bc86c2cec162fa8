import { DatePipe } from '@angular/common'
import { Component, inject } from '@angular/core'
import { AuthService, CoatAvatar } from '@coatcheck/angular'
import { Ticket } from '../ticket/ticket'
import { ProfileGaps } from '../welcome/profile-gaps'

@Component({
  selector: 'app-profile-page',
  imports: [CoatAvatar, DatePipe, ProfileGaps, Ticket],
  templateUrl: './profile-page.html',
  styleUrl: './profile-page.scss',
})
export class ProfilePage {
  protected readonly auth = inject(AuthService)
}
