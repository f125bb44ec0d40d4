/** Stands in for the parsers of a namespace in bundles for browsers, where their 0.7 KB cost more than asking its schemas does. */
export function addParsers(): void {}
