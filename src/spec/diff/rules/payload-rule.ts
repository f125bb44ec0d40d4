import type { Rule } from './rule-entry.js'

/** Holds the rules about what a payload or a reply may be. */
export const payloadRules = {
  F01: {
    change: 'optional field added',
    advice:
      'where readers refuse undeclared keys, let them drop these first; where senders keep them, take a name that nobody sends',
    mirror: 'F04',
    live: true,
  },
  F02: {
    change: 'required field added',
    advice: 'add it as optional, release, and require it once no old release is left',
    mirror: 'F05',
    live: true,
  },
  F03: {
    change: 'field with a default added',
    advice:
      'where readers refuse undeclared keys, let them drop these first; where senders keep them, take a name that nobody sends',
    mirror: 'F04',
    live: true,
  },
  F04: {
    change: 'optional field removed',
    advice: 'make sure that nobody relies on it, and never use the name for anything else',
    mirror: 'F01',
    live: true,
  },
  F05: {
    change: 'required field removed',
    advice:
      'announce its end (`deprecated`, `x-removeIn`), and go on sending it until no old reader is left, for those require it',
    mirror: 'F02',
    live: true,
  },
  F06: {
    change: 'optional field made required',
    advice: 'let every sender send it first, and require it once none is left that leaves it out',
    mirror: 'F07',
    live: true,
  },
  F07: {
    change: 'required field made optional',
    advice: 'teach readers to do without it, and go on sending it until no old reader is left',
    mirror: 'F06',
    live: true,
  },
  F08: {
    change: 'null allowed',
    advice:
      'two releases: first of readers, which have something to go by where it is null, while senders go on sending a value; then, once no old reader is left, of senders, which may send null',
    mirror: 'F09',
    live: true,
  },
  F09: {
    change: 'null no longer allowed',
    advice: 'let every sender stop sending null first, and refuse it once no old sender is left',
    mirror: 'F08',
    live: true,
  },
  F10: {
    change: 'optional and nullable exchanged',
    advice: 'null is not absence: allow both for a release, then drop one',
    mirror: 'F10',
    live: true,
  },
  F11: {
    change: 'default given or taken away',
    advice:
      'send the field always until no old end is left, for who does not parse what it sends leaves the default out',
    mirror: 'F11',
    live: true,
  },
  F12: {
    change: 'field renamed',
    advice: 'keep the old field beside the new one for a release; a field has no alias of its own',
    beside: 'field',
    mirror: 'F12',
    live: true,
  },
  F13: {
    change: 'type replaced',
    advice: 'add a second field of the new type and retire this one',
    beside: 'field',
    mirror: 'F13',
    live: true,
  },
  F14: {
    change: 'more values allowed',
    advice:
      'teach every reader the new values first, and send them once no old reader is left; or add a field beside it',
    mirror: 'F15',
    live: true,
  },
  F15: {
    change: 'fewer values allowed',
    advice:
      'let every sender keep to it first, and refuse the rest once no old sender is left; or add a field beside it',
    mirror: 'F14',
    live: true,
  },
  F16: {
    change: 'known values of an open list changed',
    advice: 'the list is open, so readers cope; say what the value means',
    mirror: 'F16',
    live: true,
  },
  F17: {
    change: 'list of values opened or closed',
    advice: 'open a list first and add values later',
    mirror: 'F17',
    live: true,
  },
  F18: {
    change: 'values exchanged',
    advice: 'add the new value first, remove the old one later',
    mirror: 'F18',
    live: true,
  },
  F19: {
    change: 'pattern or format replaced',
    advice: 'take what fits either of them for a release, and send only what fits both until no old end is left',
    mirror: 'F19',
    live: true,
  },
  F20: {
    change: 'treatment of undeclared keys changed',
    advice: 'decide it once for all objects; dropping undeclared keys leaves room for fields to come',
    mirror: 'F20',
    live: true,
  },
  F21: {
    change: 'list or record changed',
    advice:
      'let readers take more before senders send it, and senders send less before readers refuse it; or add a field beside it',
    mirror: 'F21',
    live: true,
  },
  F22: {
    change: 'schema rewritten',
    advice: 'read both schemas; where the same values fit, waive the finding and say how you know',
    mirror: 'F22',
  },
  F23: {
    change: 'written differently, means the same',
    advice: 'nothing: the same values fit',
    mirror: 'F23',
  },
  F24: {
    change: 'default changed',
    advice: 'say in the changeset that who leaves the field out gets another behaviour',
    mirror: 'F24',
  },
  F25: {
    change: 'check that no schema shows changed',
    advice: 'read both checks; where the change is harmless, waive the finding and say why',
    mirror: 'F25',
  },
  F26: {
    change: 'bytes in place of JSON, or JSON in place of bytes',
    advice: 'add a second field for the bytes, or for the text, and retire this one',
    beside: 'field',
    mirror: 'F26',
  },
  F27: {
    change: 'pattern of a format generated differently',
    advice:
      'read what fits either pattern for a release, and send only what fits both until no old end is left; waive it where nobody sends the difference',
    mirror: 'F27',
  },
  F28: {
    change: 'retired field or value used again',
    advice: 'ends that never moved still read the old meaning: take another name',
    noMirror: 'taking the second use back is an ordinary removal (F04, F05, F15)',
  },
} as const satisfies Record<string, Rule>
