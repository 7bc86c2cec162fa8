import { afterEach, describe, expect, it, vi } from 'vitest'
import { setUpAttack } from '../spec/set-up-attack'
import { injectPostFromElsewhere } from './post-from-elsewhere'

const refusal = {
  ...{ kind: 'elsewhere', status: 403, code: 'csrf_rejected' },
  ...{ origin: 'null', site: 'cross-site', cookies: 0 },
}
const frame = () => document.querySelector('iframe')

/** As the page in the frame does it; `source` may be somebody else. */
function tell(data: unknown, source: Window | null | undefined = frame()?.contentWindow) {
  window.dispatchEvent(new MessageEvent('message', { data, source: source ?? null }))
}

async function sendTheForm() {
  const test = setUpAttack(injectPostFromElsewhere)
  const outcome = test.attack.run()
  await test.answer('/api/under-the-hood/coat', { handedOver: true })
  await test.turn()
  return { ...test, outcome }
}

afterEach(() => {
  vi.useRealTimers()
})

describe('posting from elsewhere', () => {
  it('opens a frame of an origin of its own, which nobody sees, and takes it away', async () => {
    const { outcome } = await sendTheForm()
    const { hidden, src } = frame() ?? {}
    expect([frame()?.getAttribute('sandbox'), hidden]).toEqual(['allow-scripts allow-forms', true])
    expect(src).toMatch(/\/api\/under-the-hood\/elsewhere$/)
    tell(refusal)
    await outcome
    expect(frame()).toBeNull()
  })

  it('holds when it is refused, and the own page was not', async () => {
    const { outcome } = await sendTheForm()
    tell(refusal)
    const { held, steps } = await outcome
    expect(held).toBe(true)
    expect(steps.map(({ got }) => got)).toEqual([
      '200',
      '403 csrf_rejected',
      'Origin: null · Sec-Fetch-Site: cross-site · no cookie',
    ])
  })

  it('does not hold when it is let in', async () => {
    const { outcome } = await sendTheForm()
    tell({ ...refusal, status: 200, code: null, cookies: 1 })
    expect(await outcome).toMatchObject({ held: false, verdict: 'Let in: 200' })
  })

  it('ASVS 3.5.5 believes the frame alone, and only what has the right form', async () => {
    const { outcome } = await sendTheForm()
    tell({ ...refusal, status: 200 }, window)
    tell({ ...refusal, status: 200 }, null)
    for (const odd of ['text', null, 7, {}, { ...refusal, status: '200' }, { ...refusal, kind: 'other' }]) tell(odd)
    tell(refusal)
    expect((await outcome).verdict).toBe('Refused: 403 csrf_rejected')
  })

  it('gives up when the frame says nothing', async () => {
    const test = setUpAttack(injectPostFromElsewhere)
    const outcome = test.attack.run()
    vi.useFakeTimers()
    test.server.expectOne('/api/under-the-hood/coat').flush({})
    const refused = expect(outcome).rejects.toThrow('did not answer')
    await vi.advanceTimersByTimeAsync(10_000)
    await refused
    expect(frame()).toBeNull()
  })
})
