import { describe, expect, it } from 'vitest'
import { defaultConfig } from './coatcheck-config'
import { isApiRequest } from './is-api-request'

const config = { ...defaultConfig, also: ['/api/', 'https://api.shop.example/v1'] }

describe('isApiRequest', () => {
  it.each([
    ['/auth', true],
    ['/auth/me?x=1', true],
    ['auth/me', true],
    ['https://shop.example/api/orders', true],
    ['https://api.shop.example/v1/orders', true],
    ['https://api.shop.example/v2/orders', false],
    ['http://shop.example/api/orders', false],
    ['/authors', false],
    ['/auth/../public', false],
    ['//auth/me', false],
    ['https://shop.example@evil.example/auth/me', false],
    ['http://[', false],
  ])('%s: %s', (url, isApi) => {
    expect(isApiRequest(url, config, 'https://shop.example/')).toBe(isApi)
  })
})
