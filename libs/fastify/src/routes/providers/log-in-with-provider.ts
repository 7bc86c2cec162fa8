import type { ProviderProblem } from '@coatcheck/contract'
import type { RoundTripRecord } from '@coatcheck/stores'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { identifyPerson } from '../../identities/identify-person.ts'
import { addressKey } from '../../limits/address-key.ts'
import { within } from '../../avatar/provider-pictures.ts'
import type { Provider, Vouching } from '../../providers/provider.ts'
import type { RouteServices } from '../auth-routes.ts'

/** Logs in whoever a provider vouches for, in a session like any other. Null when it is done. */
export async function logInWithProvider(
  request: FastifyRequest,
  reply: FastifyReply,
  { trip, provider, vouching }: { trip: RoundTripRecord; provider: Provider; vouching: Vouching },
  services: RouteServices,
): Promise<ProviderProblem | null> {
  const identity = await identifyPerson(vouching, { address: addressKey(request.ip) }, services)
  if (typeof identity === 'string') return identity
  const { userId, issuer, subject } = identity
  const { sid, issuedAt } = vouching
  await request.auth.logIn(reply, userId, {
    remember: trip.persistent,
    methods: [provider.config.id],
    stillProven: (session) => {
      const { id: sessionId, absoluteExpiresAt: expiresAt } = session
      return services.providerLogins.remember({ sessionId, userId, issuer, subject, sid, issuedAt, expiresAt })
    },
  })
  await showPicture(userId, identity.picture, reply, services)
  return null
}

/** Nobody notices so short a time, in milliseconds, and most pictures are there by then. */
const momentMs = 700

/** Beside the login and never as a part of it: whatever is wrong with a picture, or whoever is slow, keeps nobody out. */
async function showPicture(
  userId: string,
  address: string | null,
  reply: FastifyReply,
  { providerPictures, providerDeadlineMs }: RouteServices,
): Promise<void> {
  if (providerPictures === null) return
  // What the provider has left of its time; our own is not touched.
  await within(Math.min(momentMs, providerDeadlineMs - reply.elapsedTime), providerPictures.fetch(userId, address))
}
