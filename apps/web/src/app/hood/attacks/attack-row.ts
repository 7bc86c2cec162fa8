import { Component, computed, inject, input, signal } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import type { Attack, Outcome } from './attack'
import { failureText } from './failure-text'

/** One attack: what will be tried, a button, and what came of it. */
@Component({
  selector: 'app-attack-row',
  templateUrl: './attack-row.html',
  styleUrl: './attack-row.scss',
})
export class AttackRow {
  readonly #auth = inject(AuthService)
  readonly attack = input.required<Attack>()

  protected readonly isRunning = signal(false)
  protected readonly outcome = signal<Outcome | null>(null)
  protected readonly failure = signal<string | null>(null)
  /** Without a session there is nothing to attack. */
  protected readonly isIdle = computed(() => this.#auth.isLoggedIn() && !this.isRunning())

  /** Does nothing while the button says so. */
  protected async run(): Promise<void> {
    if (!this.isIdle()) return
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
