import { cookies } from './records/cookies.ts'
import { crossSiteRequests } from './records/cross-site.ts'
import { endings } from './records/endings.ts'
import { lifetimes } from './records/lifetimes.ts'
import { poison } from './records/poison.ts'
import { identityProviders } from './records/providers.ts'
import { resurrection } from './records/resurrection.ts'
import { stepUp } from './records/step-up.ts'
import { strangers } from './records/strangers.ts'
import { tokens } from './records/tokens.ts'
import type { Sabotage } from './sabotage.ts'

/** Every sabotage that is tried: at least one for each proof that the pages in `docs` name. */
export const records: Sabotage[] = [
  ...[...lifetimes, ...tokens, ...endings, ...resurrection, ...stepUp],
  ...[...cookies, ...crossSiteRequests, ...strangers, ...poison, ...identityProviders],
]
