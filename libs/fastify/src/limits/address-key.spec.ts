import { describe, expect, it } from 'vitest'
import { addressKey } from './address-key.ts'

describe('addressKey', () => {
  it.each(['::ffff:203.0.113.7', '::FFFF:cb00:7107', '::ffff:203.0.113.7%eth0', '203.0.113.7:52044'])(
    'FC-16 takes %s for the IPv4 address that it is',
    (text) => {
      expect(addressKey(text)).toBe('203.0.113.7')
    },
  )

  it.each(['64:ff9b::203.0.113.7', '::ffff:0:203.0.113.7'])('FC-16 sees through the translation of %s', (text) => {
    expect(addressKey(text)).toBe('203.0.113.7')
  })

  it('FC-16 tells IPv4-mapped addresses apart', () => {
    expect(addressKey('::ffff:203.0.113.7')).not.toBe(addressKey('::ffff:203.0.113.8'))
  })

  it.each(['2001:db8:1:2::1', '2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::1%eth0.5', '[2001:db8:1:2::1]:52044'])(
    'FC-16 cuts %s down to its network',
    (text) => {
      expect(addressKey(text)).toBe('2001:db8:1:2::/64')
    },
  )

  it('FC-16 tells two networks apart', () => {
    expect(addressKey('2001:db8:1:3::1')).not.toBe(addressKey('2001:db8:1:2::1'))
  })

  it('does not take the loopback of IPv6 for that of IPv4', () => {
    expect(addressKey('::1')).toBe('0:0:0:0::/64')
  })

  it.each([undefined, '', 'unknown', '203.0.113', '203.0.113.256', '2001:db8', '%eth0', '7', '[', ':::', '1.2.3.4\n'])(
    'L7 takes %j for nobody in particular',
    (text) => {
      expect(addressKey(text)).toBe('unknown')
    },
  )
})
