import { AuthError } from './auth-error'

/**
 * What the server found wrong with a form, by field name: the JSON pointer `/address/city` becomes `address.city`.
 * Empty for every other failure.
 *
 * @example
 * try {
 *   await auth.register(form)
 * } catch (error) {
 *   const { password } = formErrors(error)
 * }
 */
export function formErrors(error: unknown): Partial<Record<string, string>> {
  const messages: Partial<Record<string, string>> = {}
  if (!(error instanceof AuthError)) return messages
  for (const { pointer, message } of error.problem?.errors ?? []) messages[fieldName(pointer)] ??= message
  return messages
}

/** RFC 6901: `~1` stands for a slash and `~0` for a tilde, to be undone in this order. */
function fieldName(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')
}
