import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../nx/nx-command.ts'

const listens = /\bonmessage\b|addEventListener\(\s*['"`]message|fromEvent\([^)]*['"`]message|window:message/
/** What can only be opened by a page of the same origin, or to a server. */
const sameOrigin = /new (BroadcastChannel|EventSource|MessageChannel)\b|openTabChannel/
/** One window is listened to: whoever else sends a message is not heard. */
const checksTheSource = /source === frame\.contentWindow && isAnswer\(data\)/

it('ASVS 3.5.5 no page of ours listens to messages of other windows whose sender it has not checked', () => {
  const sources = globSync('{apps/web,libs/angular}/**/*.{ts,html}', {
    cwd: root,
    exclude: (name) => /node_modules|dist|\.spec\.|\bspec$/.test(name),
  })

  expect(sources.length).toBeGreaterThan(60)
  const listening = sources.filter((file) => {
    const source = readFileSync(join(root, file), 'utf8')
    return listens.test(source) && !sameOrigin.test(source) && !checksTheSource.test(source)
  })
  expect(listening).toEqual([])
})
