import Type from 'typebox'

/** A moment as text. */
export const Time = Type.String({ description: 'ISO 8601, UTC' })
