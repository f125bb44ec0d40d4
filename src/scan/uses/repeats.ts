import type { CallCode, FunctionCode } from '../code/code.js'
import type { Follower } from '../follow/follower.js'
import type { EventUse } from '../model/use.js'

const effects = new Set([
  'useEffect',
  'useLayoutEffect',
  'useFocusEffect',
  'useInsertionEffect',
  'onMounted',
  'onMount',
  'onActivated',
])
const lifecycle = new Set([
  'mounted',
  'componentDidMount',
  'componentDidUpdate',
  'ngOnInit',
  'ngAfterViewInit',
  'activated',
])

/** Returns what makes a listener's line run more than once: a component that comes again, or a connection that does. */
export function repeatsOf(follower: Follower, { within }: CallCode): EventUse['repeats'] {
  for (let at: FunctionCode | undefined = within; at; at = at.within) {
    if (at.name !== undefined && lifecycle.has(at.name)) return 'effect'
    if (!at.passedTo) continue
    const { callee, arguments: given } = at.passedTo.call
    const word = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.key : undefined
    if (typeof word !== 'string') continue
    if (effects.has(word)) return 'effect'
    const [name] = given
    if (word === 'on' && name?.kind === 'text' && name.text === 'connect' && isClient(follower, at.passedTo.call))
      return 'connection'
  }
  return undefined
}

function isClient(follower: Follower, call: CallCode): boolean {
  return follower.settled(call.callee).some((each) => each.kind === 'method' && each.of.end === 'client')
}
