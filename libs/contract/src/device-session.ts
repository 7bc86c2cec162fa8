import Type, { type Static } from 'typebox'
import { Time } from './time.ts'

/** One of the user's sessions, as the list of devices shows it. Nothing in it opens the session. */
export const DeviceSessionSchema = Type.Object({
  /** The public id (`ses_…`), for `DELETE /auth/sessions/:id`. */
  id: Type.String(),
  /** True for the session that asks. */
  current: Type.Boolean(),
  /** What the browser says it is; null for what could not be recognised. */
  device: Type.Object({
    browser: Type.Union([Type.String(), Type.Null()]),
    os: Type.Union([Type.String(), Type.Null()]),
  }),
  /** The address of the last activity that was written, or null. */
  ip: Type.Union([Type.String(), Type.Null()]),
  createdAt: Time,
  /** Activity is written about once a minute; the truth may be that much later. */
  lastSeenAt: Time,
  persistent: Type.Boolean(),
  methods: Type.Array(Type.String()),
})

/** The body of `GET /auth/sessions`: the current one first, then the one seen last. */
export const DeviceSessionsSchema = Type.Object({ sessions: Type.Array(DeviceSessionSchema) })

/** See {@link DeviceSessionSchema}. */
export type DeviceSession = Static<typeof DeviceSessionSchema>

/** See {@link DeviceSessionsSchema}. */
export type DeviceSessions = Static<typeof DeviceSessionsSchema>
