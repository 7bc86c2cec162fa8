import { describe, expect, it } from 'vitest'
import { google } from './google.ts'

const { vouchesFor } = google({ clientId: 'shop', clientSecret: 'a secret' })

describe('google', () => {
  it.each([
    ['ada@gmail.com', { email_verified: true }, true],
    ['Ada@GMail.com', { email_verified: true }, true],
    ['ada@shop.example', { email_verified: true, hd: 'shop.example' }, true],
    ['ada@shop.example', { email_verified: true }, false],
    ['ada@shop.example', { email_verified: true, hd: 'other.example' }, false],
    ['ada@gmail.com', { email_verified: false }, false],
    ['ada@gmail.com', {}, false],
    ['ada@gmail.com.evil.example', { email_verified: true }, false],
    ['ada@evil@gmail.com', { email_verified: 'true' }, false],
  ])('FC-27 knows whose %s is, by %j: %s', (email, claims, expected) => {
    expect(vouchesFor(email, claims)).toBe(expected)
  })

  it('is Google unless something else poses as it', () => {
    expect(google({})).toMatchObject({ id: 'google', issuer: 'https://accounts.google.com', clientSecret: null })
    expect(google({ issuer: 'http://127.0.0.1:3001' }).issuer).toBe('http://127.0.0.1:3001')
  })
})
