/** Far above what a row of ours can have; whoever announces more speaks another protocol. */
const longestMessage = 64 * 1024 * 1024

const headerLength = 5
const [error, notice, ready] = [...Buffer.from('ENZ')]
/** With one of these a server has answered: the login, a command, one that failed, one that was empty. */
const answers = new Set(Buffer.from('RCEI'))

/**
 * Looks at what a server says before the driver's parser does, which believes everything: it waits for a message of any
 * length that is announced, goes round for ever in an error or a notice without an end (L7), and takes a server that is
 * ready for more for one that has answered: with nothing then, and from there on each question gets the answer to the one
 * before (L1, L2).
 */
export class FrameCheck {
  #header = Buffer.alloc(0)
  #bodyLeft = 0
  #isAnswered = false
  /** The body of an error or a notice so far; null for what need not be looked at. */
  #body: Buffer[] | null = null

  /** Throws for bytes that are no messages of PostgreSQL. */
  check(bytes: Buffer): void {
    for (let rest = bytes; rest.length > 0;) {
      rest = this.#bodyLeft > 0 ? this.#readBody(rest) : this.#readHeader(rest)
    }
  }

  #readHeader(bytes: Buffer): Buffer {
    const taken = bytes.subarray(0, headerLength - this.#header.length)
    this.#header = Buffer.concat([this.#header, taken])
    if (this.#header.length === headerLength) {
      // The length counts itself, and not the letter before it.
      this.#bodyLeft = this.#header.readUInt32BE(1) - 4
      if (this.#bodyLeft < 0 || this.#bodyLeft > longestMessage) throw new Error('This is no message of PostgreSQL')
      this.#checkOrder(this.#header[0])
      this.#body = this.#header[0] === error || this.#header[0] === notice ? [] : null
      this.#header = Buffer.alloc(0)
      this.#checkBody()
    }
    return bytes.subarray(taken.length)
  }

  #checkOrder(letter: number | undefined): void {
    if (letter === ready && !this.#isAnswered) throw new Error('This PostgreSQL is ready for more without an answer')
    if (letter === ready) this.#isAnswered = false
    else if (letter !== undefined && answers.has(letter)) this.#isAnswered = true
  }

  #readBody(bytes: Buffer): Buffer {
    const taken = bytes.subarray(0, this.#bodyLeft)
    this.#bodyLeft -= taken.length
    this.#body?.push(taken)
    this.#checkBody()
    return bytes.subarray(taken.length)
  }

  /** Fields of one letter and a text that ends in a zero each, and a zero after the last of them. */
  #checkBody(): void {
    if (this.#bodyLeft > 0 || this.#body === null) return
    const body = Buffer.concat(this.#body)
    this.#body = null
    for (let field = 0; body[field] !== 0; field = body.indexOf(0, field) + 1) {
      if (body.indexOf(0, field) < 0) throw new Error('This error of PostgreSQL has no end')
    }
  }
}
