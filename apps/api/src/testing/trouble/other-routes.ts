import { Visitor } from '../visitor.ts'

/** What needs no store, for somebody who has no session. */
const paths = ['/healthz', '/', '/favicon.ico']
const times = 60

/** How long routes take that need no store, in milliseconds: the median. */
export async function timeOtherRoutes(url: string): Promise<number> {
  const visitor = new Visitor(url)
  const took: number[] = []
  for (let time = 0; time < times; time += 1) {
    const path = paths[time % paths.length] ?? ''
    const { status, tookMs } = await visitor.get(path)
    if (status !== 200) throw new Error(`${path} answered ${String(status)}`)
    took.push(tookMs)
  }
  return took.toSorted((one, other) => one - other)[times / 2] ?? 0
}
