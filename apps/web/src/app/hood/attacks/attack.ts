/** What was done, and what came back. */
export interface Step {
  readonly did: string
  readonly got: string
}

/** How an attack ended. */
export interface Outcome {
  /** True when it came to nothing, as it should. */
  readonly held: boolean
  /** In a few words. */
  readonly verdict: string
  readonly steps: readonly Step[]
  /** What stopped it, in a sentence or two. */
  readonly why: string
}

/** Something that the person may try against their own session. */
export interface Attack {
  readonly title: string
  /** What will be tried. */
  readonly story: string
  readonly button: string
  /** Rejects when it could not be carried out, which says nothing about whether it would have been refused. */
  run(): Promise<Outcome>
}

/** The attack could not be carried out for a reason that it can name. */
export class AttackFailed extends Error {
  override readonly name = 'AttackFailed'
}
