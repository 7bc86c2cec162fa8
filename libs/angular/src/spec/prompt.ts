import { Component, type ComponentRef, createComponent, EnvironmentInjector } from '@angular/core'
import { TestBed } from '@angular/core/testing'
import { registerReauthenticationPrompt } from '../reauthentication-prompt'

@Component({ selector: 'app-prompt', template: '' })
class Prompt {
  constructor() {
    registerReauthenticationPrompt()
  }
}

/** Shows a component that would ask for the password. */
export function mountPrompt(): ComponentRef<unknown> {
  return createComponent(Prompt, { environmentInjector: TestBed.inject(EnvironmentInjector) })
}
