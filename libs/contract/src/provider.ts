import Type, { type Static } from 'typebox'

/** A way in by somebody else's login page, such as Google's. */
export const ProviderSchema = Type.Object({
  /** As in the paths below `/auth/providers`, in `loginMethods` and in `methods`. */
  id: Type.String(),
  label: Type.String(),
  /** The name of an icon that the app knows, or a path on its own origin; null for none. */
  icon: Type.Union([Type.String(), Type.Null()]),
  /** False while its button leads nowhere: it is in trouble, or not set up. A hint; trying again is allowed. */
  available: Type.Boolean(),
  /** False when its secret is missing, which is told in development alone. */
  configured: Type.Boolean(),
  /** True when a logout may go on at a page of its own. */
  logsOut: Type.Boolean(),
})

/** The body of `GET /auth/providers`, in the order in which the app names them. */
export const ProvidersSchema = Type.Object({ providers: Type.Array(ProviderSchema) })

/** A path on the app's own origin to open afterwards; anything else leads home. */
const ReturnUrl = Type.Optional(Type.String({ maxLength: 2000 }))

/** The question of `GET /auth/providers/:id/start`, which a link or a button leads to. */
export const StartQuerySchema = Type.Object(
  {
    returnUrl: ReturnUrl,
    /** "Remember me". */
    remember: Type.Optional(Type.Literal('true')),
  },
  { additionalProperties: false },
)

/** The body of `POST /auth/identities/:id` and of `POST /auth/providers/:id/reauthenticate`. */
export const LeaveForProviderSchema = Type.Object({ returnUrl: ReturnUrl }, { additionalProperties: false })

/** Their answer: open this location, as a page and not in the background. It is the provider's. */
export const ProviderLocationSchema = Type.Object({ location: Type.String() })

/** See {@link ProviderSchema}. */
export type Provider = Static<typeof ProviderSchema>

/** See {@link ProvidersSchema}. */
export type Providers = Static<typeof ProvidersSchema>

/** See {@link LeaveForProviderSchema}. */
export type LeaveForProvider = Static<typeof LeaveForProviderSchema>

/** See {@link ProviderLocationSchema}. */
export type ProviderLocation = Static<typeof ProviderLocationSchema>
