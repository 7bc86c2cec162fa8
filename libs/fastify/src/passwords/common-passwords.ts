let loaded: Promise<ReadonlySet<string>> | null = null

/** The most used passwords that are long enough to matter, in lower case. Read on first use, then kept. */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  loaded ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']))
  return loaded
}
