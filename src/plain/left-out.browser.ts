/** Stands in bundles for browsers for the parsers of what a namespace's client sends, and of the answers: a schema does there. */
export function addParsers(): void {}

/** Stands in bundles for browsers for the examples of a namespace, which fixtures bring along. */
export function addExamples(): void {}
