import { describe, expect, it } from 'vitest'
import { checkProviders, isProviderUrl } from './check-providers.ts'
import { facebook } from './facebook.ts'
import { google } from './google.ts'
import { oidc } from './oidc.ts'

const staff = { id: 'staff', label: 'Staff', issuer: 'https://login.example/realms/staff' }

describe('checkProviders', () => {
  it('takes several', () => {
    const configs = [
      google({}),
      facebook({}),
      oidc(staff),
      oidc({ ...staff, id: 'b2', issuer: 'http://127.0.0.1:4000' }),
    ]

    expect(() => checkProviders(configs)).not.toThrow()
  })

  it.each([
    [{ id: 'Staff' }, 'cannot be an id'],
    [{ id: '' }, 'cannot be an id'],
    [{ id: 'a/b' }, 'cannot be an id'],
    [{ id: 'password' }, 'cannot be an id'],
    [{ label: ' ' }, 'needs a label'],
    [{ icon: 'https://evil.example/x.svg' }, 'icon of staff'],
    [{ icon: '//evil.example/x.svg' }, 'icon of staff'],
    [{ issuer: 'http://login.example' }, 'Write an https address'],
    [{ issuer: 'login.example' }, 'Write an https address'],
    [{ issuer: 'https://login.example?tenant=1' }, 'Write an https address'],
    [{ issuer: 'https://user:secret@login.example' }, 'Write an https address'],
    [{ scopes: ['profile'] }, 'must include openid'],
  ])('refuses %j', (fields, message) => {
    expect(() => checkProviders([oidc({ ...staff, ...fields })])).toThrow(message)
  })

  it('refuses two with one id, and two of one issuer', () => {
    expect(() => checkProviders([google({}), google({ issuer: 'https://other.example' })])).toThrow('the id google')
    expect(() => checkProviders([oidc(staff), oidc({ ...staff, id: 'b2' })])).toThrow(`the issuer ${staff.issuer}`)
  })

  it('refuses a Facebook that others could listen to', () => {
    expect(() => checkProviders([facebook({ graphUrl: 'http://graph.example' })])).toThrow('graphUrl of facebook')
  })
})

describe('isProviderUrl', () => {
  it.each(['http://127.0.0.1:3000', 'http://localhost/realm', 'http://[::1]:80', 'https://login.example'])(
    'takes %s',
    (url) => {
      expect(isProviderUrl(url)).toBe(true)
    },
  )

  it.each([
    'http://127.0.0.1.evil.example',
    'http://10.0.0.7',
    'ftp://login.example',
    'https://',
    'javascript:alert(1)',
  ])('FC-29 refuses %s', (url) => {
    expect(isProviderUrl(url)).toBe(false)
  })
})
