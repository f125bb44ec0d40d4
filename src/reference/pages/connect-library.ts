import { code, overviewTable, prose } from '../html/html.js'

/** A library that connects to servers of Socket.IO 4, and what its users have to know of it. */
interface ClientLibrary {
  readonly language: string
  readonly name: string
  /** The releases that speak revision 5 of the protocol. */
  readonly releases: string
  /** Whether it asks for what it missed after a short interruption. */
  readonly recovers: string
  readonly notes: string
}

const libraries: readonly ClientLibrary[] = [
  {
    language: 'Kotlin, Java',
    name: 'io.socket:socket.io-client',
    releases: '2.x; 1.x speaks to servers of old',
    recovers: 'Recovers nothing.',
    notes:
      'Exclude its `org.json` on Android, which has its own. What is sent before it is connected waits. `auth` takes texts only.',
  },
  {
    language: 'Swift',
    name: 'socket.io-client-swift',
    releases: '16.x; 15.x needs `allowEIO3` at the server',
    recovers: 'Recovers nothing.',
    notes:
      'Hold on to the `SocketManager`. What is sent before it is connected is not sent: send in the handler of `.connect`. An acknowledgement is asked for by `timingOut`, without which nothing is sent.',
  },
  {
    language: 'Python',
    name: 'python-socketio',
    releases: '5.x; 4.x speaks to servers of old',
    recovers: 'Recovers nothing.',
    notes: 'Name the namespaces in `connect`. `call` waits for the acknowledgement, `emit` does not.',
  },
  {
    language: 'Dart, Flutter',
    name: 'socket_io_client',
    releases: '3.x for servers from 4.7 on, 2.x for those before',
    recovers: 'Recovers from 2.0.3 on.',
    notes: 'Give the token by `setAuth`.',
  },
  {
    language: 'JavaScript',
    name: 'socket.io-client',
    releases: '4.x',
    recovers: 'Recovers from 4.6 on.',
    notes: '`emitWithAck` waits for the acknowledgement as long as `ackTimeout` says.',
  },
]

/** Shows which releases of which library connect to a server of Socket.IO 4. */
export function libraryTable(): string {
  return overviewTable(
    'Libraries for clients',
    ['Library', 'Releases', 'To know'],
    libraries.map(({ language, name, releases, recovers, notes }) => ({
      head: `${language}<br>${code(name)}`,
      cells: [{ html: prose(releases), label: 'Releases' }, prose(`${recovers} ${notes}`)],
    })),
  )
}
