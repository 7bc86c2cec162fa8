import { Component, computed, input } from '@angular/core'

/** The mark of a provider: one that is known by name, a picture of our own origin, or a key. The label says the rest. */
@Component({
  selector: 'app-provider-icon',
  template: `
    @if (path(); as src) {
      <img alt="" width="20" height="20" [src]="src" />
    } @else {
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
        @switch (icon()) {
          @case ('google') {
            <path
              fill="#4285f4"
              d="M22.56 12.25c0-.78-.07-1.53-.2-2.25H12v4.26h5.92a5.06 5.06 0 0 1-2.2 3.32v2.77h3.57c2.08-1.92 3.27-4.74 3.27-8.1z"
            />
            <path
              fill="#34a853"
              d="M12 23c2.97 0 5.46-.98 7.28-2.66l-3.57-2.77c-.98.66-2.23 1.06-3.71 1.06-2.86 0-5.29-1.93-6.16-4.53H2.18v2.84A11 11 0 0 0 12 23z"
            />
            <path fill="#fbbc05" d="M5.84 14.09a6.6 6.6 0 0 1 0-4.18V7.07H2.18a11 11 0 0 0 0 9.86z" />
            <path
              fill="#ea4335"
              d="M12 5.38c1.62 0 3.06.56 4.21 1.64l3.15-3.15A11 11 0 0 0 2.18 7.07l3.66 2.84C6.71 7.31 9.14 5.38 12 5.38z"
            />
          }
          @case ('facebook') {
            <path
              fill="#0866ff"
              d="M23 12.07C23 5.96 18.08 1 12 1S1 5.96 1 12.07c0 5.53 4.02 10.11 9.28 10.93v-7.73H7.49v-3.2h2.79V9.64c0-2.77 1.64-4.3 4.16-4.3 1.2 0 2.46.21 2.46.21v2.72h-1.39c-1.37 0-1.79.86-1.79 1.73v2.07h3.05l-.49 3.2h-2.56V23C18.98 22.18 23 17.6 23 12.07z"
            />
          }
          @default {
            <g fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
              <circle cx="8" cy="15.5" r="4.5" />
              <path d="M11.3 12.2 20 3.5m-4 4 3 3" />
            </g>
          }
        }
      </svg>
    }
  `,
  styles: `
    :host {
      display: inline-grid;
      flex: none;
    }
  `,
})
export class ProviderIcon {
  readonly icon = input.required<string | null>()

  protected readonly path = computed(() => (this.icon()?.startsWith('/') ? this.icon() : null))
}
