import { provideHttpClient, withInterceptors } from '@angular/common/http'
import { ChangeDetectionStrategy, Component, inject } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { provideRouter, RouterLink, RouterOutlet } from '@angular/router'
import { authGuard, AuthService, coatcheckInterceptor, provideCoatcheck, withApi, withRoutes } from '@coatcheck/angular'

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
    <router-outlet />
  `,
})
class App {
  protected readonly auth = inject(AuthService)

  protected logOut(): void {
    this.auth.logout().catch(() => alert('Still logged in'))
  }
}

await bootstrapApplication(App, {
  providers: [
    provideHttpClient(withInterceptors([coatcheckInterceptor])),
    provideRouter([{ path: 'orders', canMatch: [authGuard], component: App }]),
    provideCoatcheck(withApi('/auth'), withRoutes({ login: '/login' })),
  ],
})
