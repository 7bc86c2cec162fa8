import { Component, inject } from '@angular/core'
import { MatButton } from '@angular/material/button'
import { RouterLink } from '@angular/router'
import { AuthService } from '@coatcheck/angular'
import { Attempt } from '../forms/attempt'
import { News } from '../shell/news'
import { ChangePasswordForm } from './change-password-form'

@Component({
  selector: 'app-security-page',
  imports: [ChangePasswordForm, MatButton, RouterLink],
  templateUrl: './security-page.html',
})
export class SecurityPage {
  readonly #auth = inject(AuthService)
  readonly #news = inject(News)

  protected readonly leaving = new Attempt()

  protected async leave(): Promise<void> {
    if (await this.leaving.run(() => this.#auth.logoutEverywhere()))
      this.#news.tell('You are logged out on every device, this one included.')
  }
}
