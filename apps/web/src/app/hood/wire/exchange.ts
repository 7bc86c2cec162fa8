/** A cookie without its value. */
export interface CookieLook {
  readonly name: string
  /** Characters of its value. */
  readonly length: number
}

/** A `Set-Cookie` without its value. */
export interface SetCookieLook extends CookieLook {
  readonly attributes: readonly string[]
}

/** A request and what came back, as far as anybody may know. */
export interface Exchange {
  readonly id: number
  readonly at: Date
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** 0 when there was no answer. */
  readonly status: number
  readonly tookMilliseconds: number
  /** How it was refused, or null. */
  readonly problem: { readonly code: string; readonly title: string } | null
  /** The cookies that went along and came back; null where the server did not say. No script can see them itself. */
  readonly cookies: readonly CookieLook[] | null
  readonly setCookies: readonly SetCookieLook[] | null
  /** Headers of the answer that scripts may read. */
  readonly headers: readonly { readonly name: string; readonly value: string }[]
}
