import { inject, Service } from '@angular/core'
import { AuthActions } from './auth-actions'
import { AuthApi } from './auth-api'
import { withProfile } from './auth-snapshot'
import type { Profile } from './profile'
import { toProfile } from './to-snapshot'

/** The picture of whoever is logged in, as `profile().picture` names it and `<coat-avatar>` shows it. */
@Service()
export class ProfilePicture {
  readonly #api = inject(AuthApi)
  readonly #actions = inject(AuthActions)

  /**
   * Takes the place of the one before. Sent as it is: PNG, JPEG or WebP, at most 1 MiB and 2048 pixels a side, so
   * scale it before.
   */
  upload(picture: Blob, because = 'change your picture'): Promise<Profile> {
    return this.#actions.change(
      this.#api.send('PUT', '/me/picture', toProfile, { body: picture, because }),
      withProfile,
    )
  }

  /** The initials stand for the person then; no provider's picture comes instead. */
  remove(because = 'remove your picture'): Promise<Profile> {
    return this.#actions.change(this.#api.send('DELETE', '/me/picture', toProfile, { because }), withProfile)
  }
}
