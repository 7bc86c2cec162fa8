import Type from 'typebox'

/** An e-mail address as somebody may type it. */
export const Email = Type.String({ minLength: 3, maxLength: 254 })
