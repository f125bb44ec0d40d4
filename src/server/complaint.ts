import { DeclarationError } from '../contract/declaration-error.js'
import { PayloadError } from '../contract/event/event-error.js'
import type { Observation } from '../contract/observation.js'
import type { Issue } from '../contract/wire/refusal.js'
import type { Observe } from './observer.js'

const mostCauses = 100
const mostFrames = 8
const advice = 'Told once, without values; give `observe` to be told of each, with its cause.'

/** Writes what a server must not fail at in silence, once a cause and without a value; for where nobody observes. */
export function complaints(write: (text: string) => void = (text) => console.error(text)): Observe {
  const told = new Set<string>()
  return (observation) => {
    const words = complaintOf(observation)
    if (!words || told.size > mostCauses) return
    const { namespace, cause } = observation as { readonly namespace: string; readonly cause?: unknown }
    const event = (observation as { readonly event?: string }).event
    const where = [namespace, event].filter((part) => part).join(' ')
    // where nobody listens to an emitter, no line of the application's is to blame
    const [first = '', ...others] =
      (observation as { readonly part?: string }).part === 'emitter' ? [] : framesOf(cause)
    const line = `socket-canon: ${where && `${where}: `}${words}`
    const key = `${line}\n${first}`
    if (told.has(key)) return
    told.add(key)
    if (told.size > mostCauses)
      write('socket-canon: too many different causes; what follows is told to `observe` only.')
    else write([line, first, ...others, `    ${advice}`].filter((part) => part).join('\n'))
  }
}

/** Finds the words for what the application has to mend; none for what a client may do wrong. */
function complaintOf(seen: Observation): string | undefined {
  const thrown = 'cause' in seen ? thrownWords(seen.cause) : ''
  switch (seen.kind) {
    case 'refused': {
      const { code, issues } = seen.error
      if (thrown) return `the server's own code threw ${thrown}`
      if (code === 'REPLY_INVALID') return `the handler's reply does not fit${issueWords(issues)}`
      return code === 'HANDLER_TIMEOUT' ? "the server's own code was silent for too long" : undefined
    }
    case 'failed':
      if (seen.part === 'userId')
        return 'a user has no `id` that is a text or a number, so nobody is recovered and limits count for each connection: give users one, or give `userId`, which returns a text'
      // which says what is to be done, and holds nothing that was sent
      if (seen.part === 'emitter' && seen.cause instanceof DeclarationError)
        return seen.cause.message.slice(seen.namespace.length + 2)
      return `${seen.part} failed with ${thrown}`
    case 'denied':
      return seen.reason && `nobody may enter a room: ${seen.reason}`
    case 'connection-failed':
      if (seen.reason === 'HANDLER_TIMEOUT')
        return '`authenticate`, `autoJoin` or another option was silent for too long'
      // a bad token is a client's own affair, whatever library says so
      if (seen.reason?.startsWith('AUTH_')) return undefined
      return thrown && `\`authenticate\`, \`autoJoin\` or another option threw ${thrown}, which is no RefusalError`
    default:
      return undefined
  }
}

/** Names what was thrown; a message may hold anything, but for those this package makes. */
function thrownWords(cause: unknown): string {
  try {
    if (!(cause instanceof Error)) return 'what is no Error'
    const { name } = cause
    const known = /^[A-Z]\w{0,63}$/i.test(name) ? name : 'an Error'
    if (cause instanceof DeclarationError) return `${known}: ${cause.message}`
    return cause instanceof PayloadError ? `${known}: a payload does not fit${issueWords(cause.issues)}` : known
  } catch {
    return 'what can not be read'
  }
}

function issueWords(issues: readonly Issue[] | undefined): string {
  return issues?.length
    ? `; ${issues.map(({ path, expected }) => `${path.join('.') || 'it'}: expected ${expected}`).join(', ')}`
    : ''
}

/** Finds the frames of a stack, which stand behind its message; where the message is not found nothing is sure to be a frame. */
function framesOf(cause: unknown): string[] {
  try {
    if (!(cause instanceof Error)) return []
    const { stack = '', message } = cause
    const from = stack.indexOf(message)
    const lines = from < 0 ? [] : stack.slice(from + message.length).split('\n')
    return lines.filter((line) => /^ {4}at \S/.test(line)).slice(0, mostFrames)
  } catch {
    return []
  }
}
