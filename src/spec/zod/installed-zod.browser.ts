import { loadedZod, type Zod } from '../../guards/zod.js'

declare const ZOD: string | undefined

/** Returns zod where it is loaded already: a browser looks nowhere else. */
export function installedZod(): Zod | undefined {
  return loadedZod()
}

/** Returns the release of zod that is loaded; where none is, the one by which this package was built. */
export function zodVersion(): string {
  const { major, minor, patch } = installedZod()?.core.version ?? {}
  if (major !== undefined) return `${major}.${minor}.${patch}`
  return typeof ZOD === 'string' ? ZOD : '0.0.0'
}
