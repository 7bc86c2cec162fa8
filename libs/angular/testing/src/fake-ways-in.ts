import type { Identity, IdentityList, Provider } from '@coatcheck/angular'
import { refusal } from './refusal'

/** What the server knows of other ways to log in than the password. */
export class FakeWaysIn {
  providers: readonly Provider[] = []
  identities: readonly Identity[] = []
  hasPassword = true

  list(): IdentityList {
    return { identities: [...this.identities], hasPassword: this.hasPassword }
  }

  /** Where a round trip to the provider would begin. */
  leaveFor(id: string) {
    if (!this.providers.some((provider) => provider.id === id)) throw refusal({ status: 404, code: 'not_found' })
    return { location: `https://${id}.example/authorize` }
  }

  unlink(id: string): void {
    if (!this.identities.some((identity) => identity.id === id)) throw refusal({ status: 404, code: 'not_found' })
    if (this.identities.length === 1 && !this.hasPassword) throw refusal({ status: 409, code: 'last_login_method' })
    this.identities = this.identities.filter((identity) => identity.id !== id)
  }
}
