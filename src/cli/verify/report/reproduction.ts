/** What the five lines do. */
export interface Recipe {
  readonly path: string
  /** The environment variable that holds the token; none goes along where it is missing. */
  readonly token?: string
  /** Where the token stands: in the handshake's `auth`, or in the query. */
  readonly at?: 'auth' | 'query'
  /** The last line; the others connect and print what comes. */
  readonly last?: string
}

/** A writer of programs of five lines that show by hand what a check saw. */
export interface Reproductions {
  script(recipe: Recipe): string[]
  emit(path: string, event: string, payload: unknown, token?: string): string[]
}

/** Prepares the programs for one target. */
export function reproductions(url: string, httpPath: string): Reproductions {
  const script = ({ path, token, at = 'auth', last }: Recipe): string[] => {
    const own = httpPath === '/socket.io/' ? '' : `, path: ${quoted(httpPath)}`
    const held = token === undefined ? '' : `, ${at}: { token: process.env.${token} }`
    return [
      `import { io } from 'socket.io-client' // save as try.mjs; run: ${token === undefined ? '' : `${token}=... `}node try.mjs`,
      `const socket = io(${quoted(url + (path === '/' ? '' : path))}, { reconnection: false${own}${held} })`,
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
