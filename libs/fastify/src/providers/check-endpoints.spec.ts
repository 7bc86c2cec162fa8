import { describe, expect, it } from 'vitest'
import { checkEndpoints } from './check-endpoints.ts'

const [staff, local] = ['https://login.example', 'http://127.0.0.1:4000']

describe('the endpoints that a provider names', () => {
  it.each([
    [staff, { authorization_endpoint: 'https://login.example/authorize?p=shop', jwks_uri: 'https://keys.example/' }],
    [staff, {}],
    [local, { token_endpoint: 'http://localhost:4000/token', end_session_endpoint: 'https://login.example/logout' }],
  ])('may be anywhere over https, and on this machine where the provider is: %s, %j', (issuer, metadata) => {
    expect(() => {
      checkEndpoints({ issuer, ...metadata })
    }).not.toThrow()
  })

  it.each([
    [staff, 'jwks_uri', 'http://login.example/keys'],
    [staff, 'jwks_uri', 'http://127.0.0.1/keys'],
    [staff, 'end_session_endpoint', 'http://login.example/logout'],
    [staff, 'authorization_endpoint', 'javascript:alert(1)//'],
    [staff, 'userinfo_endpoint', 'file:///etc/passwd'],
    [staff, 'token_endpoint', '/token'],
    [staff, 'token_endpoint', ['https://login.example/token']],
    [local, 'authorization_endpoint', 'http://evil.example/authorize'],
    [local, 'jwks_uri', 'http://10.0.0.7/keys'],
  ])('FC-29 ASVS 12.3.1 are refused where somebody could be in between: of %s, %s as %j', (issuer, name, value) => {
    expect(() => {
      checkEndpoints({ issuer, [name]: value })
    }).toThrow(`no https address as ${name}`)
  })
})
