/** More than any provider's metadata, keys or tokens; what is longer is meant to hurt (FC-29). */
const mostBytes = 512 * 1024

/** An answer of a provider that is no answer. */
class OversizedAnswer extends Error {
  override readonly name = 'OversizedAnswer'
}

/** `fetch` that follows no redirect and reads no endless body: a provider is somebody else's server (FC-29). */
export async function boundedFetch(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...options, redirect: 'manual' })
  const { status, statusText, headers } = response
  const body = await readBody(response)
  return new Response(status === 204 || status === 304 ? null : body, { status, statusText, headers })
}

async function readBody({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length
    // Leaving the loop cancels the rest.
    if (length > mostBytes) throw new OversizedAnswer(`The answer is longer than ${String(mostBytes)} bytes`)
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
