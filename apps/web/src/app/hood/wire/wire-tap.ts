import type { HttpInterceptorFn } from '@angular/common/http'
import { inject, Service } from '@angular/core'

/** Where the page "Under the hood" listens to the requests of the app. While it is not open nobody does. */
@Service()
export class WireTap {
  watch: HttpInterceptorFn | null = null
}

/** Comes last among the interceptors: what it sees is what travels, also when the one before it sends something twice. */
export const tapWire: HttpInterceptorFn = (request, next) => inject(WireTap).watch?.(request, next) ?? next(request)
