import { Component, inject } from '@angular/core'
import { AuthService, injectProfileIncomplete } from '@coatcheck/angular'
import { OwnPicture } from '../pictures/own-picture'
import { ProfileGaps } from '../welcome/profile-gaps'
import { DeleteAccount } from './delete-account'
import { NameForm } from './name-form'

@Component({
  selector: 'app-account-page',
  imports: [DeleteAccount, NameForm, OwnPicture, ProfileGaps],
  templateUrl: './account-page.html',
  styles: '.address { overflow-wrap: anywhere }',
})
export class AccountPage {
  protected readonly auth = inject(AuthService)
  protected readonly missing = injectProfileIncomplete()
}
