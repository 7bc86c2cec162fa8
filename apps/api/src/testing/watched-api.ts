import { buildApp } from '../build-app.ts'
import type { AppConfig } from '../config.ts'
import { EventLoopWatch } from './event-loop-watch.ts'
import type { Figures } from './start-watched-api.ts'

/**
 * The API in a process of its own, listening on a free port, that tells whoever started it how it fares. Not `main.ts`:
 * nothing of this may be reachable in a server that real people use.
 */
const config = JSON.parse(process.argv[2] ?? '') as AppConfig
const app = await buildApp(config)
const url = await app.listen({ port: 0, host: '127.0.0.1' })

const eventLoop = new EventLoopWatch()
process.on('message', () => {
  tell({ longestPauseMs: eventLoop.takeLongestMs(), peakMemoryMb: process.resourceUsage().maxRSS / 1024 })
})
process.on('disconnect', () => void app.close().then(() => process.exit()))
tell({ url })

function tell(message: Figures | { url: string }): void {
  process.send?.(message)
}
