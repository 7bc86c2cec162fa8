/** What the server has acknowledged so far: it owes each of these, whatever happens to it afterwards. */
export class Ledger {
  readonly accounts = new Set<string>()
  readonly liveSessions = new Set<string>()
  readonly endedSessions = new Set<string>()

  #entries = 0
  readonly #waiting = new Set<() => void>()

  registered(email: string, cookie: string): void {
    this.accounts.add(email)
    this.loggedIn(cookie)
  }

  loggedIn(cookie: string): void {
    this.liveSessions.add(cookie)
    this.#count()
  }

  /** From here on either outcome is honest, until the server says which. */
  loggingOut(cookie: string): void {
    this.liveSessions.delete(cookie)
  }

  loggedOut(cookie: string): void {
    this.endedSessions.add(cookie)
    this.#count()
  }

  /** Resolves once so many more acknowledgements have come. */
  async next(count: number): Promise<void> {
    const goal = this.#entries + count
    await new Promise<void>((resolve) => {
      const check = () => {
        if (this.#entries < goal) return
        this.#waiting.delete(check)
        resolve()
      }
      this.#waiting.add(check)
    })
  }

  #count(): void {
    this.#entries++
    for (const check of this.#waiting) check()
  }
}
