const day =
  '(?:(?:[0-9]{2}[2468][048]|[0-9]{2}[13579][26]|[0-9]{2}0[48]|[02468][048]00|[13579][26]00)-02-29|[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])))'
const minute = '(?:[01][0-9]|2[0-3]):[0-5][0-9]'
// put together in here, for bundlers keep a template of what nobody uses
function whole(...parts: readonly string[]): RegExp {
  return RegExp(`^${parts.join('')}$`)
}

/** Matches an id, as every language reads it. */
export const idPattern: RegExp =
  /^[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]{1,128}$/u
/** Matches an id, as JavaScript may say it in fewer bytes. */
export const shortIdPattern: RegExp = /^[^\s\p{Cc}]{1,128}$/u
/** Matches a whole number in digits, spelled in one way. */
export const digitsPattern: RegExp = /^(?:0|[1-9][0-9]*)$/
/** Matches a web address. */
export const urlPattern: RegExp = /^https?:\/\/[^\u0000-\u0020\u007f-\u00a0]+$/u
/** Matches an instant. */
export const instantPattern: RegExp = /* @__PURE__ */ whole(
  day,
  'T',
  minute,
  ':[0-5][0-9](?:\\.[0-9]{1,9})?(?:Z|[+-]',
  minute,
  ')',
)
/** Matches an instant, as JavaScript may say it in fewer bytes and read it in less time. */
export const shortInstantPattern: RegExp =
  /^(?:\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)|(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/
/** Matches a calendar day. */
export const dayPattern: RegExp = /* @__PURE__ */ whole(day)
/** Matches a time of day. */
export const timePattern: RegExp = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$/
