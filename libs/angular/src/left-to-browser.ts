import { isPlatformBrowser } from '@angular/common'
import { inject, PLATFORM_ID } from '@angular/core'
import { AuthService } from './auth-service'

/**
 * True where the visitor cannot be known: a server that renders asks without their cookie, and would take everybody
 * for logged out. The same guard runs again in the browser, and decides there.
 */
export function isLeftToBrowser(): boolean {
  return !isPlatformBrowser(inject(PLATFORM_ID)) && inject(AuthService).status() === 'unknown'
}
