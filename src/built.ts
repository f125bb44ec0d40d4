/**
 * What the output of `socket-canon build` imports. Its names follow what is printed and change with it, in any release: build anew
 * rather than import them yourself.
 */
export { defineAliases } from './contract/alias/alias.js'
export { defineNamespace } from './contract/namespace.js'
export { past } from './contract/past/past.js'
export { defineRoom } from './contract/room/room.js'
export { bytesJson, bytesOf, viewedBytes } from './fields/byte-copy.js'
export {
  isId,
  isObject,
  isOfLength,
  isPlainObject,
  isShort,
  isText,
  isWhole,
  isWholeMultiple,
  looseKeys,
  recordKeys,
} from './fields/check.js'
export {
  isBase64,
  isBase64url,
  isCidrv6,
  isCreditCard,
  isIban,
  isIpv6,
  isJwt,
  readUrl,
  type UrlOptions,
  urlOf,
} from './fields/format.js'
export { mergedCopies, UNMERGED } from './fields/merge.js'
export { ownValue, plain } from './fields/own-value.js'
export {
  dayPattern,
  digitsPattern,
  idPattern,
  instantPattern,
  shortIdPattern,
  shortInstantPattern,
  timePattern,
  urlPattern,
} from './fields/pattern.js'
export { recordWithin } from './fields/record-limit.js'
export type { Check, Definition, Marks, PlainSchema, Read, Reason, SchemaIssue } from './plain/schema.js'
export {
  aborting,
  any,
  array,
  binary,
  boolean,
  clone,
  discriminatedUnion,
  endsWith,
  enum,
  exactOptional,
  extend,
  format,
  formatted,
  gt,
  gte,
  includes,
  intersection,
  lazy,
  length,
  literal,
  literals,
  lt,
  lte,
  maxLength,
  minLength,
  multipleOf,
  never,
  nonoptional,
  null,
  nullable,
  number,
  numberFormat,
  object,
  objectOf,
  only,
  optional,
  qualified,
  readonly,
  record,
  recordOf,
  refine,
  regex,
  regexAnew,
  rewritten,
  startsWith,
  string,
  templateLiteral,
  toldApart,
  tuple,
  undefined,
  union,
  unknown,
  urlFormat,
  void,
  xor,
} from './plain/vocabulary.js'
