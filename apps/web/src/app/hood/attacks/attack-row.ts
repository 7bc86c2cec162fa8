import { Component, computed, inject, input, signal } from '@angular/core'
import { RouterLink } from '@angular/router'
import { AuthService } from '@coatcheck/angular'
import type { Attack, Outcome } from './attack'
import { failureText } from './failure-text'

/** One attack: what will be tried, a button, and what came of it. */
@Component({
  selector: 'app-attack-row',
  imports: [RouterLink],
  templateUrl: './attack-row.html',
  styleUrl: './attack-row.scss',
})
export class AttackRow {
  readonly attack = input.required<Attack>()
  readonly #auth = inject(AuthService)

  protected readonly isRunning = signal(false)
  protected readonly outcome = signal<Outcome | null>(null)
  protected readonly failure = signal<string | null>(null)
  protected readonly mustLogIn = computed(() => this.attack().needsLogin && this.#auth.isLoggedOut())

  /** Does nothing while it is running already. */
  protected async run(): Promise<void> {
    if (this.isRunning()) return
    this.isRunning.set(true)
    this.outcome.set(null)
    this.failure.set(null)
    try {
      this.outcome.set(await this.attack().run())
    } catch (error) {
      this.failure.set(failureText(error))
    } finally {
      this.isRunning.set(false)
    }
  }
}
