import { ChangeDetectionStrategy, Component } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { RouterOutlet } from '@angular/router'
import { appConfig } from './readme/app-config'
import { Header } from './readme/header'

/** An app of somebody who has read the README and typed what it says. */
@Component({
  selector: 'app-root',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [Header, RouterOutlet],
  template: '<app-header /><router-outlet />',
})
class App {}

await bootstrapApplication(App, appConfig)
