import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import { loginPage, messagePage, sendPage } from '../pages.ts'
import type { Person } from '../people.ts'
import { readForm } from '../read-form.ts'

interface Asking {
  /** What the page calls the provider. */
  name: string
  people: readonly Person[]
}

/** Asks who it is, and goes back to the app with the answer: a person, or `access_denied`. */
export async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  { name, people }: Asking,
): Promise<void> {
  try {
    const { params } = await provider.interactionDetails(request, response)
    if (request.method === 'POST') {
      const person = (await readForm(request)).get('person')
      await provider.interactionFinished(request, response, person === null ? denied : { login: { accountId: person } })
      return
    }
    const client = await provider.Client.find(String(params['client_id']))
    sendPage(response, 200, loginPage(name, client?.clientName ?? 'An app', people, request.url ?? ''))
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    sendPage(response, 400, messagePage('This page is out of date', `Go back to the app and try again (${detail}).`))
  }
}

const denied = { error: 'access_denied', error_description: 'The person pressed Cancel' }
