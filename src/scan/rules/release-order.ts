/** Returns whether one release is another, or came before it; nothing is reached where either is not known. */
export function isReached(release: string | undefined, now: string | undefined): boolean {
  if (release === undefined || now === undefined) return false
  const [left, right] = [release, now].map((each) => each.split(/[.+-]/).slice(0, 3).map(Number))
  for (let at = 0; at < 3; at++) {
    const [one, other] = [left?.[at] ?? 0, right?.[at] ?? 0]
    if (one !== other) return one < other
  }
  return true
}
