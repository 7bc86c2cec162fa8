/** For rooms that read no JavaScript. */
export function findPostgres(): string | null
