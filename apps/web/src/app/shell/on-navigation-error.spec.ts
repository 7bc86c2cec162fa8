import { Component } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { provideRouter, Router, withNavigationErrorHandler, withRouterConfig } from '@angular/router'
import { CoatcheckTesting, provideCoatcheckTesting } from '@coatcheck/angular/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { LOAD_DOCUMENT } from './load-document'
import { News } from './news'
import { onNavigationError } from './on-navigation-error'

@Component({ template: '' })
class Page {}

const deadLink = new TypeError('Failed to fetch dynamically imported module: http://localhost/chunk-gone.js')

async function openHere() {
  const loadDocument = vi.fn()
  const routes = [
    { path: 'here', component: Page },
    { path: 'gone', loadComponent: () => Promise.reject(deadLink) },
  ]
  TestBed.configureTestingModule({
    providers: [
      provideCoatcheckTesting({ profile: {} }),
      provideRouter(
        routes,
        withNavigationErrorHandler(onNavigationError),
        withRouterConfig({ resolveNavigationPromiseOnError: true }),
      ),
      { provide: LOAD_DOCUMENT, useValue: loadDocument },
    ],
  })
  const router = TestBed.inject(Router)
  await router.navigateByUrl('/here')
  const news = () => TestBed.inject(News).latest()?.text
  return { loadDocument, router, news, coatcheck: TestBed.inject(CoatcheckTesting) }
}

describe('onNavigationError', () => {
  it('loads the document anew when a deployment has replaced the code of a page', async () => {
    const { loadDocument, router } = await openHere()
    await router.navigateByUrl('/gone')
    expect(loadDocument).toHaveBeenCalledExactlyOnceWith('/gone')
  })

  it('FC-48 stays where one is while the server is out of reach, and says so', async () => {
    const { loadDocument, router, news, coatcheck } = await openHere()
    coatcheck.fail(503)
    await router.navigateByUrl('/gone')
    expect(loadDocument).not.toHaveBeenCalled()
    expect(router.url).toBe('/here')
    expect(news()).toContain('the server is out of reach')
  })

  it('FC-48 stays where one is while the browser is offline', async () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    onTestFinished(() => {
      onLine.mockRestore()
    })
    const { loadDocument, router } = await openHere()
    await router.navigateByUrl('/gone')
    expect([router.url, loadDocument.mock.calls]).toEqual(['/here', []])
  })
})
