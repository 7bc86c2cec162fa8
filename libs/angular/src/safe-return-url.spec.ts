import { Component } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { provideRouter, Router } from '@angular/router'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { safeReturnUrl } from './safe-return-url'

const followed = [
  '/',
  '/profile',
  '/profile?tab=name#edit',
  '/countries?filter=a%2Fb&x=https://other.example',
  '/a/b/../c',
  '/@evil.example',
  '/%2F%2Fevil.example',
  '/%5Cevil.example',
  '/;//evil.example',
  '/ünïcode',
  '/?next=//evil.example',
  '/#//evil.example',
  '/a//evil.example',
  '/authors',
  '/my/auth/login',
  '/100%',
  '/auth/providers/google/start',
  '/x/../auth/me',
  '/%61uth/me',
]

const refused: unknown[] = [
  null,
  undefined,
  '',
  7,
  {},
  ['/profile'],
  ' ',
  'profile',
  '?tab=name',
  '#edit',
  './profile',
  '../profile',
  '//',
  '//evil.example',
  '///evil.example',
  '////evil.example',
  '//evil.example/%2e%2e',
  '//user@evil.example',
  '//evil.example:443/profile',
  '//[::1]/',
  '//0x7f.1/',
  '//shop.example.evil.example',
  '//shop.example@evil.example',
  '/\\evil.example',
  '/\\/evil.example',
  '\\/evil.example',
  '\\\\evil.example',
  '/profile\\..\\..\\evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/a/..//evil.example',
  '/a/b/../..//evil.example',
  '/%2e//evil.example',
  '/%2e%2e//evil.example',
  '/.%2E//evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r/evil.example',
  '/\r\n//evil.example',
  '\t//evil.example',
  '/profile\r\nset-cookie: sid=evil',
  '\n/profile',
  ' /profile',
  ' //evil.example',
  '/profile\u0000',
  '/\u0000/evil.example',
  '/\u007f/evil.example',
  '/\u0085/evil.example',
  '\u00a0//evil.example',
  '\ufeff//evil.example',
  '\u2028//evil.example',
  '／／evil.example',
  '⁄⁄evil.example',
  'https://evil.example',
  'https://evil.example/profile',
  'HTTPS://evil.example',
  'https:/evil.example',
  'https:evil.example',
  'https:///evil.example',
  'http://good@evil.example',
  'http://good\\@evil.example',
  'https://shop.example@evil.example',
  'https://shop.example.evil.example',
  'https://shop.example/profile',
  'https://here.invalid/profile',
  'https://here.invalid@evil.example',
  'https://here.invalid.evil.example',
  'ftp://evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'javascript://%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'blob:https://evil.example/1',
  'file:///etc/passwd',
  'mailto:ada@example.org',
  'evil.example',
  'evil.example/profile',
  '@evil.example',
  ':80//evil.example',
  '%2F%2Fevil.example',
  '%5C%5Cevil.example',
]

describe('safeReturnUrl', () => {
  it.each(followed)('FC-19 follows %j', (value) => {
    const followedTo = safeReturnUrl(value, '/home')
    expect(new URL(followedTo, 'https://shop.example').href).toBe(new URL(value, 'https://shop.example').href)
  })

  it.each(refused)('FC-19 leads home instead of %j', (value) => {
    expect(safeReturnUrl(value, '/home')).toBe('/home')
  })

  it.each([...followed, ...refused])('FC-19 never leaves the origin with %j', (value) => {
    const path = safeReturnUrl(value)

    expect(path).toMatch(/^\/(?![/\\])[^\r\n]*$/)
    expect(new URL(path, 'https://shop.example/login').origin).toBe('https://shop.example')
  })

  it.each([...followed, ...refused])('FC-19 never leads the router away with %j', async (value) => {
    // It says so where it cannot read one.
    const warnings = vi.spyOn(console, 'warn').mockReturnValue()
    onTestFinished(() => warnings.mockRestore())
    TestBed.configureTestingModule({ providers: [provideRouter([{ path: '**', component: Page }])] })
    const router = TestBed.inject(Router)

    await router.navigateByUrl(safeReturnUrl(value))

    const { origin, pathname } = new URL(router.url, 'https://shop.example/login')
    expect(origin).toBe('https://shop.example')
    expect(pathname).not.toMatch(/^\/\//)
  })
})

@Component({ template: '' })
class Page {}
