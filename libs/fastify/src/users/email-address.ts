/** The grammar of `<input type="email">` (WHATWG HTML, 4.10.5.1.5), so that browser and server agree. ASCII only. */
const grammar =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/

/**
 * The one form in which addresses are compared, or null for text that is no address. Being ASCII, it has
 * no look-alikes and no surprises of Unicode case (FC-43, FC-46). `+tag` stays: it is another address.
 */
export function canonicalEmail(text: string): string | null {
  return text.length <= 254 && grammar.test(text) ? text.toLowerCase() : null
}
