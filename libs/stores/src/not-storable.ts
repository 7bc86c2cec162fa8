/**
 * A value that no store could give back as it was: too long, too deep, or under a key that is a trap. The mistake is
 * in whoever wants to keep it, so it is no outage; trying again does not help.
 */
export class NotStorable extends TypeError {
  override readonly name = 'NotStorable'
}
