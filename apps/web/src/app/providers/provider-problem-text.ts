import type { ProviderProblem } from '@coatcheck/angular'

/** Why a round trip to a provider led to nothing, for the person who made it. */
export interface Explanation {
  readonly title: string
  readonly text: string
  /** What to do next on the login page. */
  readonly atLogin: string
  /** What to do next on a page inside the account, from where it was begun. */
  readonly inside: string
  /** The same once more may work, at once. */
  readonly canTryAgain?: true
  /** Nothing failed: the person turned back, or another way is the right one. */
  readonly isCalm?: true
  /** The way in is another one, and the provider is linked afterwards on the security page. */
  readonly linkAfterwards?: true
}

/** A sentence or two for every problem, with what comes next. `provider` is its label, inside a sentence. */
export function explain(problem: ProviderProblem, provider: string): Explanation {
  return explanations[problem](provider)
}

const explanations: Record<ProviderProblem, (provider: string) => Explanation> = {
  denied: (provider) => ({
    title: `You turned back at ${provider}`,
    text: 'Nothing was changed.',
    atLogin: 'Log in another way, or go there again whenever you like.',
    inside: 'You can go there again whenever you like.',
    isCalm: true,
    canTryAgain: true,
  }),
  expired: (provider) => ({
    title: `The way back from ${provider} was too long`,
    text: 'It took too much time, was used already, or began in another browser. Nothing was changed.',
    atLogin: 'Try again, in this browser.',
    inside: 'Do it again, in this browser.',
    canTryAgain: true,
  }),
  rejected: (provider) => ({
    title: `The answer from ${provider} was not in order`,
    text: 'It could not be trusted, so nothing was changed.',
    atLogin: 'Try again. If that does not help, log in another way and tell the people who run this site.',
    inside: 'Do it again. If that does not help, tell the people who run this site.',
    canTryAgain: true,
  }),
  provider_unavailable: (provider) => ({
    title: `No answer from ${provider}`,
    text: 'It cannot be reached at the moment, or it is not set up here.',
    atLogin: 'Try again in a moment, or log in another way.',
    inside: 'Do it again in a moment.',
    canTryAgain: true,
  }),
  unavailable: (provider) => ({
    title: 'The server is in trouble',
    text: `It could not finish what you began with ${provider}.`,
    atLogin: 'Try again in a moment.',
    inside: 'Do it again in a moment.',
    canTryAgain: true,
  }),
  email_taken: (provider) => ({
    title: 'That address has an account already',
    text: `There is already an account with the address that came from ${provider}. An address alone opens nobody’s account.`,
    atLogin: `Log in to it as usual, then link ${provider} on the security page.`,
    inside: `Link ${provider} on the security page of that account.`,
    isCalm: true,
    linkAfterwards: true,
  }),
  email_required: (provider) => ({
    title: 'An account here needs an e-mail address',
    text: `No address came from ${provider}.`,
    atLogin:
      `Try again and let your address be shared. Or log in or create an account with an address, ` +
      `then link ${provider} on the security page.`,
    inside: 'Do it again and let your address be shared.',
    canTryAgain: true,
    isCalm: true,
    linkAfterwards: true,
  }),
  identity_taken: (provider) => ({
    title: 'That login belongs to another account',
    text: `Whoever you are at ${provider} is linked to another account here, so nothing was changed.`,
    atLogin: 'Log in to that account to unlink it there.',
    inside: `Log in to that account and unlink it there, or choose another login at ${provider}.`,
  }),
  wrong_identity: (provider) => ({
    title: 'That was somebody else',
    text: `Whoever confirmed at ${provider} is not linked to this account, so nothing was changed.`,
    atLogin: 'Log in, then do it again as yourself.',
    inside: `Do it again, and at ${provider} choose the login that is linked to this account.`,
  }),
  session_ended: (provider) => ({
    title: 'That session is over',
    text: `It ended while you were at ${provider}, so nothing was changed.`,
    atLogin: 'Log in, then do it again.',
    inside: 'Do it again if you still want to.',
    isCalm: true,
  }),
  registration_closed: (provider) => ({
    title: 'No new accounts this way',
    text: `Nobody is let in here for the first time by ${provider}.`,
    atLogin: `If you have an account, log in to it as usual, then link ${provider} on the security page.`,
    inside: `Link ${provider} on the security page.`,
    isCalm: true,
    linkAfterwards: true,
  }),
  session_limit: () => ({
    title: 'Too many devices',
    text: 'You are logged in on as many devices as an account may have.',
    atLogin: 'Log out on one of them, then try again.',
    inside: 'Log out on one of them, then do it again.',
    canTryAgain: true,
  }),
  too_many_requests: (provider) => ({
    title: 'Too many attempts',
    text: `Too many ways to ${provider} began where you are.`,
    atLogin: 'Wait a few minutes and try again, or log in another way.',
    inside: 'Wait a few minutes, then do it again.',
    canTryAgain: true,
  }),
}
