import { createRequire } from 'node:module'
import { keepZod, loadedZod, type Zod } from '../../guards/zod.js'

declare const __filename: string | undefined
declare const ZOD: string | undefined

/** Finds zod in the installation, for those who can't wait until it is loaded; `undefined` says that no zod 4 is there. */
export function installedZod(): Zod | undefined {
  if (!loadedZod())
    try {
      keepZod(createRequire(typeof __filename === 'string' ? __filename : import.meta.url)('zod/mini') as Zod)
    } catch {
      // an older release, or none: what is asked of it is answered without
    }
  return loadedZod()
}

/** Returns the release of zod that is installed; where none is, the one by which this package was built. */
export function zodVersion(): string {
  const { major, minor, patch } = installedZod()?.core.version ?? {}
  if (major !== undefined) return `${major}.${minor}.${patch}`
  return typeof ZOD === 'string' ? ZOD : '0.0.0'
}
