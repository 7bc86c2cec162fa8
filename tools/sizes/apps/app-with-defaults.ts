import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http'
import { ChangeDetectionStrategy, Component, inject } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { provideRouter, RouterLink, RouterOutlet } from '@angular/router'
import { authGuard, AuthService, coatcheckInterceptor, provideCoatcheck, withApi, withRoutes } from '@coatcheck/angular'

/** The bare app with Coatcheck as the README begins: interceptor, guard, tabs, but no live events. */
@Component({
  selector: 'app-root',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, RouterOutlet],
  template: `
    @if (auth.profile(); as me) {
      {{ me.name }} <button type="button" (click)="logOut()">Log out</button>
    } @else if (auth.isLoggedOut()) {
      <a routerLink="/login">Log in</a>
    }
    <a routerLink="/orders">Orders</a>
    <button type="button" (click)="ask()">Ask</button>
    <router-outlet />
  `,
})
class App {
  protected readonly auth = inject(AuthService)
  readonly #http = inject(HttpClient)

  protected ask(): void {
    this.#http.get('/api/orders').subscribe()
  }

  protected logOut(): void {
    void this.auth.logout()
  }
}

void bootstrapApplication(App, {
  providers: [
    provideHttpClient(withInterceptors([coatcheckInterceptor])),
    provideRouter([{ path: 'orders', canMatch: [authGuard], component: App }]),
    provideCoatcheck(withApi('/auth', { also: ['/api'] }), withRoutes({ login: '/login', home: '/' })),
  ],
})
