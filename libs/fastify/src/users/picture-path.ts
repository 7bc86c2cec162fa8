/** Where a user's picture is asked for, on our own origin; the address changes with the picture. */
export type PicturePath = (userId: string, version: string) => string

/** `prefix` is the whole path under which the plugin answers. */
export function createPicturePath(prefix: string): PicturePath {
  return (userId, version) => `${prefix}/avatar/${encodeURIComponent(userId)}?v=${encodeURIComponent(version)}`
}
