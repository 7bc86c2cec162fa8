import { describe, expect, it } from 'vitest'
import { deviceName } from './device-name'

describe('deviceName', () => {
  it.each([
    ['Firefox', 'Linux', 'Firefox on Linux'],
    ['curl', null, 'curl'],
    [null, 'Android', 'A browser on Android'],
    [null, null, 'A device that keeps its name to itself'],
  ])('calls browser %j on system %j %j', (browser, os, name) => {
    expect(deviceName({ browser, os })).toBe(name)
  })
})
