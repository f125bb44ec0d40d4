/** Yes, no, or nothing where it can't be told. */
export type Answer = boolean | undefined

/** Joins two answers of which both must be yes. */
export function both(left: Answer, right: Answer): Answer {
  return left === false || right === false ? false : left && right
}

/** Turns yes into no and back. */
export function negate(answer: Answer): Answer {
  return answer === undefined ? undefined : !answer
}
