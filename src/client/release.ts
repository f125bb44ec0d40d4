declare const RELEASE: string | undefined

/** The release of this package, which the build writes in. */
export const release: string = typeof RELEASE === 'string' ? RELEASE : '0.0.0'
