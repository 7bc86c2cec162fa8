import { describe, expect, it } from 'vitest'
import { withoutGiven } from './demo-settings.ts'

const settings = {
  OIDC_LOCAL_ISSUER: 'http://127.0.0.1:3001',
  GOOGLE_ISSUER: 'http://127.0.0.1:3002',
  GOOGLE_CLIENT_ID: 'coatcheck',
  PICTURE_PRIVATE_ORIGINS: 'http://127.0.0.1:3001,http://127.0.0.1:3002',
}

describe('withoutGiven', () => {
  it('sets up all providers of the demo where nobody has set up one', () => {
    expect(withoutGiven(settings, { PATH: '/bin', GOOGLE_CLIENT_ID: '' })).toEqual(settings)
  })

  it('leaves a provider alone that somebody has set up', () => {
    expect(withoutGiven(settings, { GOOGLE_CLIENT_ID: 'mine' })).toEqual({
      OIDC_LOCAL_ISSUER: settings.OIDC_LOCAL_ISSUER,
      PICTURE_PRIVATE_ORIGINS: settings.PICTURE_PRIVATE_ORIGINS,
    })
  })

  it('leaves any other setting alone that somebody has made', () => {
    expect(withoutGiven(settings, { PICTURE_PRIVATE_ORIGINS: 'http://10.0.0.7' })).not.toHaveProperty(
      'PICTURE_PRIVATE_ORIGINS',
    )
  })
})
