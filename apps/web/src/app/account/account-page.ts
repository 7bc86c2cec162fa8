import { Component, inject } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { DeleteAccount } from './delete-account'
import { NameForm } from './name-form'

@Component({
  selector: 'app-account-page',
  imports: [DeleteAccount, NameForm],
  templateUrl: './account-page.html',
  styles: '.address { overflow-wrap: anywhere }',
})
export class AccountPage {
  protected readonly auth = inject(AuthService)
}
