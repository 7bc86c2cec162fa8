import { DestroyRef, DOCUMENT, inject } from '@angular/core'
import { AuthService } from '@coatcheck/angular'
import { authPaths, defaultPrefix } from '@coatcheck/contract'
import { firstValueFrom, timer } from 'rxjs'
import { Traffic } from '../wire/traffic'
import type { Attack } from './attack'

/** So long does the question take at the most that a message causes. */
const settledMilliseconds = 1_000

const statusPath = defaultPrefix + authPaths.status

/** Says to all tabs what is not true, on the channel on which they tell each other. */
export function injectForgeAnEvent(): Attack {
  const auth = inject(AuthService)
  const baseUri = inject(DOCUMENT).baseURI
  let questions = 0
  const subscription = inject(Traffic).exchanges$.subscribe(({ path }) => {
    if (path === statusPath) questions += 1
  })
  inject(DestroyRef).onDestroy(() => {
    subscription.unsubscribe()
  })
  return {
    title: 'Forge the news',
    story: 'Tabs tell each other of a logout. A script says on their channel that you have gone.',
    button: 'Spread it',
    async run() {
      const before = auth.userId()
      questions = 0
      const channel = new BroadcastChannel(`coatcheck ${new URL(defaultPrefix, baseUri).href}`)
      // What a tab says that has seen a logout.
      channel.postMessage(['anonymous'])
      channel.close()
      await firstValueFrom(timer(settledMilliseconds))
      const held = auth.userId() === before
      return {
        held,
        verdict: held ? 'Not believed' : 'Believed',
        steps: [
          { did: 'BroadcastChannel: “nobody is logged in”', got: 'heard by every tab' },
          { did: 'What this tab did', got: questions === 0 ? 'nothing' : `asked GET ${statusPath}${times(questions)}` },
          { did: 'What the server said', got: auth.isLoggedIn() ? 'still logged in' : 'logged out' },
        ],
        why: 'News is a reason to ask, never the truth: the server alone says who is logged in. At worst a lie costs one question.',
      }
    },
  }
}

function times(count: number): string {
  return count === 1 ? ', once' : `, ${count.toString()} times`
}
