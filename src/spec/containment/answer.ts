/** Yes, no, or nothing where it can't be told. */
export type Answer = boolean | undefined

/** Joins two answers of which both must be yes. */
export const both = (left: Answer, right: Answer): Answer => (left === false || right === false ? false : left && right)

/** Turns yes into no and back. */
export const negate = (answer: Answer): Answer => (answer === undefined ? undefined : !answer)
