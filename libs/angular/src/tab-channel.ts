/** Where tabs talk to each other. Null where they cannot: in an old browser, or a private mode that forbids it. */
export function openTabChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name)
  } catch {
    return null
  }
}
