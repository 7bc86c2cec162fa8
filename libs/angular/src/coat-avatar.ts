import { Component, computed, DOCUMENT, inject, input, signal } from '@angular/core'
import { AuthService } from './auth-service'
import { COATCHECK_CONFIG } from './coatcheck-config'
import type { Profile } from './profile'
import { hueOf } from './hue-of'

/**
 * The picture of a person, or the initials when there is none or it cannot be loaded. Decorative, since a name stands
 * beside it; where none does, give it a `label`. Its size is `--coat-avatar-size`.
 *
 * @example
 * <coat-avatar /> {{ auth.profile()?.name }}
 */
@Component({
  selector: 'coat-avatar',
  host: {
    '[attr.role]': "label() ? 'img' : null",
    '[attr.aria-label]': 'label() || null',
    '[attr.aria-hidden]': "label() ? null : 'true'",
    '[style.--coat-hue]': 'hue()',
  },
  template: `@if (picture(); as source) {
      <img [src]="source" alt="" (error)="brokenPicture.set(source)" />
    } @else {
      {{ person()?.initials }}
    }`,
  styles: `
    :host {
      display: inline-grid;
      flex: none;
      place-items: center;
      box-sizing: border-box;
      inline-size: var(--coat-avatar-size, 2.25rem);
      block-size: var(--coat-avatar-size, 2.25rem);
      overflow: hidden;
      border-radius: var(--coat-avatar-radius, 50%);
      /* One lightness and one chroma for all hues, so that each keeps its contrast. */
      background: var(--coat-avatar-background, oklch(42% 0.09 var(--coat-hue)));
      color: var(--coat-avatar-color, #fff);
      font-size: calc(var(--coat-avatar-size, 2.25rem) * 0.36);
      font-weight: 650;
      line-height: 1;
      letter-spacing: 0.03em;
    }
    img {
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
    }
    @media (forced-colors: active) {
      :host {
        border: 1px solid;
      }
    }
  `,
})
export class CoatAvatar {
  readonly #auth = inject(AuthService)
  readonly #api = URL.parse(inject(COATCHECK_CONFIG).prefix, inject(DOCUMENT).baseURI)

  /** Somebody else; by default it is whoever is logged in. */
  readonly profile = input<Pick<Profile, 'id' | 'initials' | 'picture'> | null>(null)
  /** What to call it where no name stands beside it. */
  readonly label = input('')

  protected readonly brokenPicture = signal<string | null>(null)
  protected readonly person = computed(() => this.profile() ?? this.#auth.profile())
  protected readonly hue = computed(() => hueOf(this.person()?.id ?? ''))
  protected readonly picture = computed(() => {
    const { picture } = this.person() ?? {}
    if (!picture) return null
    // A path of the API's own origin, which need not be that of the page.
    const source = this.#api ? (URL.parse(picture, this.#api)?.href ?? picture) : picture
    return source === this.brokenPicture() ? null : source
  })
}
