import * as z from './needs-zod-4.js'
import { recordWithin } from './record-limit.js'
import type { Scalar } from './scalar.js'

/** How much a free-form record may hold. */
const most = { entries: 50, characters: 8192 }

/** Accepts a record of at most 50 plain values and 8,192 characters, for settings and data of the application's own. */
export const freeform: z.ZodMiniType<Record<string, Scalar>, Record<string, Scalar>> = /* @__PURE__ */ z
  .record(
    /* @__PURE__ */ z.string().check(/* @__PURE__ */ z.minLength(1), /* @__PURE__ */ z.maxLength(128)),
    /* @__PURE__ */ z.union([
      /* @__PURE__ */ z.string().check(/* @__PURE__ */ z.maxLength(most.characters)),
      /* @__PURE__ */ z.number(),
      /* @__PURE__ */ z.boolean(),
      /* @__PURE__ */ z.null(),
    ]),
  )
  .check(/* @__PURE__ */ z.refine(recordWithin(most.entries, most.characters)))
  .register(z.globalRegistry, { maxProperties: most.entries, 'x-maxCharacters': most.characters } as never)
