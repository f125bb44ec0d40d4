const day =
  '(?:(?:[0-9]{2}[2468][048]|[0-9]{2}[13579][26]|[0-9]{2}0[48]|[02468][048]00|[13579][26]00)-02-29|[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])))'
const minute = '(?:[01][0-9]|2[0-3]):[0-5][0-9]'
function whole(source: string): RegExp {
  return RegExp(`^${source}$`)
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
  `${day}T${minute}:[0-5][0-9](?:\\.[0-9]{1,9})?(?:Z|[+-]${minute})`,
)
/** Matches a calendar day. */
export const dayPattern: RegExp = /* @__PURE__ */ whole(day)
/** Matches a time of day. */
export const timePattern: RegExp = /^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$/
