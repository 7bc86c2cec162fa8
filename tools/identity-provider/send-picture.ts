import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname } from 'node:path'

const folder = new URL('pictures/', import.meta.url)

const types: Record<string, string> = { '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp' }

/** Answers with a file from the folder `pictures`, or with 404. */
export async function sendPicture(response: ServerResponse, name: string): Promise<void> {
  const type = types[extname(name)]
  // One name and no path: nothing but a picture can be asked for.
  const bytes = /^[a-z]+\.[a-z]+$/.test(name) ? await readFile(new URL(name, folder)).catch(() => null) : null
  if (type === undefined || bytes === null) response.writeHead(404).end()
  else response.writeHead(200, { 'content-type': type }).end(bytes)
}
