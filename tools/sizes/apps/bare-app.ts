import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http'
import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { provideRouter, RouterLink, RouterOutlet } from '@angular/router'

/** What an app has anyway: a router with a guard, HTTP with an interceptor, a template with signals and conditions. */
@Component({
  selector: 'app-root',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [RouterLink, RouterOutlet],
  template: `
    @if (name(); as me) {
      {{ me }} <button type="button" (click)="typed.set('')">Forget</button>
    } @else if (isEmpty()) {
      <a routerLink="/login">Log in</a>
    }
    <a routerLink="/orders">Orders</a>
    <button type="button" (click)="ask()">Ask</button>
    <router-outlet />
  `,
})
class App {
  protected readonly typed = signal('Ada')
  protected readonly name = computed(() => this.typed().trim())
  protected readonly isEmpty = computed(() => this.name() === '')
  readonly #http = inject(HttpClient)

  protected ask(): void {
    this.#http.get('/api/orders').subscribe()
  }
}

void bootstrapApplication(App, {
  providers: [
    provideHttpClient(withInterceptors([(request, next) => next(request)])),
    provideRouter([{ path: 'orders', canMatch: [() => true], component: App }]),
  ],
})
