import type { EndReason, Profile } from '@coatcheck/contract'
import type { SessionRecord } from '@coatcheck/stores'

/** Who a request comes from. `authenticated` tells the two apart. */
export type Caller =
  | { authenticated: true; user: Profile; session: SessionRecord }
  /** `reason`: why the session of this caller ended, for about 15 minutes; otherwise null. */
  | { authenticated: false; reason: EndReason | null }
