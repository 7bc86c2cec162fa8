/** Something the reader has to do; its message is the whole output, without a stack. */
export class SetupError extends Error {}
