import { inject, Injectable } from '@angular/core'
import { AuthError, type ɵAuthAnswerReader, type ɵAuthApi, type ɵAuthCallOptions, ɵSTEP_UP } from '@coatcheck/angular'
import { firstValueFrom } from 'rxjs'
import { FakeServer } from './fake-server'

type Verb = (server: FakeServer, body: never, id: string) => unknown

const askStatus: Verb = (server) => server.status()

/** Every call of the library; a name in braces stands for the rest of the path. */
const verbs: Partial<Record<string, Verb>> = {
  'GET /status?include=profile': askStatus,
  'POST /register': (server, body) => server.register(body),
  'POST /login': (server, body) => server.login(body),
  'POST /logout': (server, { atProvider }: { atProvider?: boolean }) => server.logout(atProvider),
  'POST /session/extend': (server) => server.extend(),
  'POST /session/reauthenticate': (server, body) => server.reauthenticate(body),
  'PATCH /me': (server, body) => server.updateProfile(body),
  'DELETE /me': (server) => {
    server.deleteAccount()
  },
  'POST /password/change': (server, body) => {
    server.changePassword(body)
  },
  'GET /sessions': (server) => server.listSessions(),
  'DELETE /sessions': (server) => {
    server.endOtherSessions()
  },
  'GET /providers': ({ waysIn: { providers } }) => ({ providers }),
  'POST /providers/{id}/reauthenticate': (server, _body, id) => {
    server.requirePerson()
    return server.waysIn.leaveFor(id)
  },
  'GET /identities': (server) => {
    server.requirePerson()
    return server.waysIn.list()
  },
  'POST /identities/{id}': (server, _body, id) => {
    server.requireStepUp()
    return server.waysIn.leaveFor(id)
  },
  'DELETE /identities/{id}': (server, _body, id) => {
    server.requireStepUp()
    server.waysIn.unlink(id)
  },
  'PUT /me/picture': (server) => server.setPicture(`/auth/avatar/me?v=${crypto.randomUUID()}`),
  'DELETE /me/picture': (server) => server.setPicture(null),
  'DELETE /sessions/{id}': (server, _body, id) => {
    server.endSession(id)
  },
}

const withId = /^(\/sessions|\/identities|\/providers)\/([^/]+)(.*)$/

/** Stands where the library's HTTP calls are made, and lets a server in memory answer them. */
@Injectable()
export class FakeAuthApi implements Pick<ɵAuthApi, 'send' | 'prefix'> {
  readonly #stepUp = inject(ɵSTEP_UP)
  readonly prefix = '/auth'
  readonly server = new FakeServer()
  /** What calls fail with, or null. */
  failure: AuthError | null = null

  async send<T>(
    method: string,
    path: string,
    read: ɵAuthAnswerReader<T>,
    { body, because }: ɵAuthCallOptions = {},
  ): Promise<T> {
    const [, collection = path, id = '', rest = ''] = withId.exec(path) ?? []
    const verb = verbs[`${method} ${collection}${id && '/{id}'}${rest}`]
    if (!verb) throw new Error(`The fake server does not know ${method} ${path}.`)
    const ask = async (): Promise<T> => {
      // No answer comes in the same turn.
      await Promise.resolve()
      // Who is logged in is never refused: it is known, or it is not.
      if (this.failure && (this.failure.isOutage || verb !== askStatus)) throw this.failure
      const given = verb(this.server, body as never, decodeURIComponent(id))
      const answer = read(structuredClone(given) ?? null, given === undefined ? 204 : 200)
      if (answer === null) throw new AuthError('unexpected', { httpStatus: 200 })
      return answer
    }
    try {
      return await ask()
    } catch (error) {
      // As the interceptor does it: whoever lacks a step-up waits for it, and asks once more.
      const isStepUpMissing = error instanceof AuthError && error.code === 'reauthentication_required'
      const waiting = isStepUpMissing ? this.#stepUp()?.wait(because ?? null) : undefined
      if (waiting && (await firstValueFrom(waiting))) return ask()
      throw error
    }
  }
}
