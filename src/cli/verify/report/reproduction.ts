import type { TokenPlace } from '../target/login.js'

/** What the five lines do. */
export interface Recipe {
  readonly path: string
  /** The environment variable that holds the token; none goes along where it is missing. */
  readonly token?: string
  /** Where the token stands, if not where the others show theirs. */
  readonly at?: TokenPlace
  /** The last line; the others connect and print what comes. */
  readonly last?: string
}

/** A writer of programs of five lines that show by hand what a check saw. */
export interface Reproductions {
  script(recipe: Recipe): string[]
  emit(path: string, event: string, payload: unknown, token?: string): string[]
}

/** Prepares the programs for one target. */
export function reproductions(
  url: string,
  httpPath: string,
  loginAt: (path: string) => TokenPlace = () => 'auth',
): Reproductions {
  const script = ({ path, token, at = loginAt(path), last }: Recipe): string[] => {
    const own = httpPath === '/socket.io/' ? '' : `, path: ${quoted(httpPath)}`
    const user = at === 'auth' ? '' : 'userId: process.env.USER_ID, '
    const shown = `{ ${user}token: process.env.${token} }`
    const held = token === undefined || at === 'event' ? '' : `, ${at}: ${shown}`
    const later =
      at === 'event' && token !== undefined ? `.on('connect', () => socket.emit('authenticate', ${shown}))` : ''
    return [
      `import { io } from 'socket.io-client' // save as try.mjs; run: ${token === undefined ? '' : `${token}=... `}node try.mjs`,
      `const socket = io(${quoted(url + (path === '/' ? '' : path))}, { reconnection: false${own}${held} })${later}`,
      `socket.on('connect_error', (error) => console.log('refused:', error.message, error.data))`,
      `socket.onAny((name, ...payload) => console.log('heard:', name, ...payload))`,
      last ?? `socket.on('connect', () => console.log('let in')).on('disconnect', (why) => console.log(why))`,
    ]
  }
  return {
    script,
    emit: (path, event, payload, token = 'TOKEN') =>
      script({
        path,
        token,
        last: `socket.on('connect', () => socket.emit(${quoted(event)}${payload === undefined ? '' : `, ${JSON.stringify(payload)}`}, console.log))`,
      }),
  }
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
