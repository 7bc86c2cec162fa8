import { type Refusal, refuse } from '../problem/refusal.ts'
import { commonPasswords } from './common-passwords.ts'

/** Length alone makes a password strong; there are no rules about kinds of characters (ASVS 6.2.5). */
const fewestCharacters = 12
const mostCharacters = 128

/** When the user's own name and address are taken away, this much must be left. */
const fewestOwnCharacters = 8

/** What an attacker would try first for one particular user. */
export interface PasswordOwner {
  name: string
  email: string
}

/** Refuses a password that is too short, too long, among the most used or made of the user's own name. */
export async function refuseWeakPassword(
  password: string,
  owner: PasswordOwner,
  pointer: string,
): Promise<Refusal | null> {
  const message = await findWeakness(password, owner)
  if (message === null) return null
  return refuse('password_too_weak', { detail: `The password ${message}.`, errors: [{ pointer, message }] })
}

async function findWeakness(password: string, owner: PasswordOwner): Promise<string | null> {
  // Characters as people count them: an emoji is one.
  const { length } = Array.from(password)
  if (length < fewestCharacters) return `is shorter than ${String(fewestCharacters)} characters`
  if (length > mostCharacters) return `is longer than ${String(mostCharacters)} characters`
  const lower = password.toLowerCase()
  const common = await commonPasswords()
  if (common.has(lower)) return 'is one of the most used ones'
  if (/^(.{1,4}?)\1+$/su.test(lower)) return 'is a few characters, repeated'
  if (isCommonPair(lower, common)) return 'is two of the most used ones in a row'
  return isOwn(lower, owner) ? 'is little more than your name or address' : null
}

/** True for "dragondragon" and "password123456", which guessing programs try early on. */
function isCommonPair(password: string, common: ReadonlySet<string>): boolean {
  const splits = Array.from({ length: password.length - 1 }, (_, index) => index + 1)
  return splits.some((at) => common.has(password.slice(0, at)) && common.has(password.slice(at)))
}

function isOwn(password: string, { name, email }: PasswordOwner): boolean {
  const words = [email, ...email.split(/[@.]/), name, ...name.split(/\s+/)]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 4)
    .toSorted((one, other) => other.length - one.length)
  const left = words.reduce((rest, word) => rest.replaceAll(word, ''), password)
  return left !== password && Array.from(left).length < fewestOwnCharacters
}
