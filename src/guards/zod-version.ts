import { version } from 'zod/v4/core'

/** The release of zod that is installed. */
export const zodVersion: string = `${version.major}.${version.minor}.${version.patch}`
