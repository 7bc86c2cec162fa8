import { Component, computed, inject, linkedSignal, signal } from '@angular/core'
import { MatButton } from '@angular/material/button'
import { MatCheckbox } from '@angular/material/checkbox'
import { MatFormField, MatLabel } from '@angular/material/form-field'
import { MatInput } from '@angular/material/input'
import { RouterLink } from '@angular/router'
import { AuthService } from '@coatcheck/angular'
import type { Country } from './country'
import { matchingCountries } from './matching-countries'
import { VisitedCountries } from './visited-countries'

@Component({
  selector: 'app-countries-page',
  imports: [MatButton, MatCheckbox, MatFormField, MatInput, MatLabel, RouterLink],
  providers: [VisitedCountries],
  templateUrl: './countries-page.html',
  styleUrl: './countries-page.scss',
})
export class CountriesPage {
  protected readonly auth = inject(AuthService)
  protected readonly countries = inject(VisitedCountries)

  protected readonly filter = signal('')
  protected readonly shown = computed(() => matchingCountries(this.countries.all(), this.filter()))
  /** The country whose mark could not be kept, or null. It is nobody else's business. */
  protected readonly unsaved = linkedSignal<string | null, Country | null>({
    source: this.auth.userId,
    computation: () => null,
  })

  /** The button goes away while it asks, so the focus moves on to where the answer will be. */
  protected retry(heading: HTMLElement): void {
    this.countries.reload()
    heading.focus()
  }

  protected async mark(country: Country, visited: boolean): Promise<void> {
    this.unsaved.set(null)
    await this.countries.mark(country.code, visited).catch(() => {
      this.unsaved.set(country)
    })
  }
}
