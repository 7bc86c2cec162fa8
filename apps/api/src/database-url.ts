/** The file of `sqlite:./data/coatcheck.db`, or null for what is no such URL. */
export function sqliteFileOf(url: string): string | null {
  const file = /^sqlite:(?:\/\/(?=\/))?([^?#]+)$/.exec(url)?.[1] ?? null
  // In memory there would be two databases: one that is written to and one that is read from.
  return file === ':memory:' ? null : file
}

/** Tells whether this is `postgres://…`. */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url) && URL.canParse(url)
}

/** Tells whether this is `redis://…`, `rediss://…` for one behind TLS, or `unix:///…` for one behind a socket. */
export function isRedisUrl(url: string): boolean {
  if (url.startsWith('unix:')) return /^unix:\/\/(?:[^@/]*@)?\/[^/]/.test(url)
  return /^rediss?:\/\//.test(url) && URL.canParse(url)
}
