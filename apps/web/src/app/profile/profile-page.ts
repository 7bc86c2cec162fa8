import { DatePipe } from '@angular/common'
import { Component, inject } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { Avatar } from '../shell/avatar'
import { Ticket } from '../ticket/ticket'

@Component({
  selector: 'app-profile-page',
  imports: [Avatar, DatePipe, Ticket],
  templateUrl: './profile-page.html',
  styleUrl: './profile-page.scss',
})
export class ProfilePage {
  protected readonly auth = inject(AuthService)
}
