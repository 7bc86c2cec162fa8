import type { ServerResponse } from 'node:http'

/** An error as Facebook's Graph API words it. */
export interface GraphError {
  message: string
  type: 'OAuthException' | 'GraphMethodException'
  code: number
  error_subcode?: number
}

/** Answers as Facebook does: 400, whatever is wrong. */
export function sendGraphError(response: ServerResponse, error: GraphError): void {
  const body = { error: { ...error, fbtrace_id: 'AbCdEfGhIjKlMnOpQrStUvW' } }
  response.writeHead(400, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(body))
}
