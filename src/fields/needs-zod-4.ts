import { core } from 'zod/mini'
import { DeclarationError } from '../contract/declaration-error.js'

// named for whoever has zod 3: all that Node and bundlers say then is that this file lacks 'zod/mini'
export * from 'zod/mini'

const { major, minor } = core.version
// an earlier release keeps to itself what is registered beside a schema, as that it holds health data
if (major !== 4 || minor < 6)
  throw new DeclarationError(
    `socket-canon/fields needs zod 4.6 or newer, and finds ${major}.${minor}: install zod@4; what needs no fields needs no zod`,
  )
