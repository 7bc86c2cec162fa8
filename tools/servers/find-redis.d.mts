/** For rooms that read no JavaScript. */
export function findRedis(): string | null
