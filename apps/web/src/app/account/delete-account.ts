import { afterNextRender, Component, type ElementRef, inject, Injector, signal, viewChild } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { Attempt } from '../forms/attempt'

/** Two steps: the first says what is lost. The password is asked for on the way, in the prompt of the shell. */
@Component({
  selector: 'app-delete-account',
  templateUrl: './delete-account.html',
  styleUrl: './delete-account.scss',
})
export class DeleteAccount {
  readonly #auth = inject(AuthService)
  readonly #injector = inject(Injector)
  protected readonly question = viewChild<ElementRef<HTMLElement>>('question')
  protected readonly opener = viewChild<ElementRef<HTMLElement>>('opener')

  protected readonly isAsking = signal(false)
  protected readonly deleting = new Attempt()

  /** The focus goes to the question, and back to the button that asked for it. */
  protected ask(isAsking: boolean): void {
    // It is on its way, and nobody can say that it is kept.
    if (this.deleting.isPending()) return
    this.isAsking.set(isAsking)
    const target = isAsking ? this.question : this.opener
    afterNextRender({ read: () => target()?.nativeElement.focus() }, { injector: this.#injector })
  }

  /** Afterwards the person is logged out, and the login page says why. */
  protected async delete(): Promise<void> {
    await this.deleting.run(() => this.#auth.deleteAccount())
  }
}
