import { describe, expect, it } from 'vitest'
import { canonicalEmail } from './email-address.ts'

describe('canonicalEmail', () => {
  it.each([
    ['Ada@Example.ORG', 'ada@example.org'],
    ['ada+shop@example.org', 'ada+shop@example.org'],
    ["o'brien@sub.example.co.uk", "o'brien@sub.example.co.uk"],
    ['root@localhost', 'root@localhost'],
  ])('reads %s as %s', (text, canonical) => {
    expect(canonicalEmail(text)).toBe(canonical)
  })

  it.each([
    '',
    'ada',
    '@example.org',
    'ada@',
    'ada@@example.org',
    'ada@example..org',
    'ada@-example.org',
    ' ada@example.org',
    'ada@example.org ',
    'ada @example.org',
    '"ada"@example.org',
    'ada@[127.0.0.1]',
    'ada@exämple.org',
    'аda@example.org',
    'İ@example.org',
    `${'a'.repeat(65)}@example.org`,
    `ada@${'a'.repeat(64)}.org`,
    `ada@${'a.'.repeat(130)}org`,
  ])('FC-43 FC-46 reads %j as no address', (text) => {
    expect(canonicalEmail(text)).toBeNull()
  })

  it('ASVS 1.3.12 answers 64,000 characters without thinking long', () => {
    expect(canonicalEmail(`${'a.'.repeat(16_000)}@${'a-'.repeat(16_000)}`)).toBeNull()
  })
})
