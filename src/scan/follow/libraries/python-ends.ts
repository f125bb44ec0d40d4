import type { EndpointValue, PackageValue } from '../value.js'

const servers = /^(?:(?:Async)?Server|SocketIO|SocketManager|\w+Manager)$/
const clients = /^(?:Async)?(?:Simple)?Client$/

/** Returns in whose way an end is used that a package of Python makes; nothing for another package. */
export function pythonDialect(specifier: string): EndpointValue['dialect'] {
  const [head] = specifier.split('.')
  if (head === 'socketio' || head === 'fastapi_socketio') return 'python-socketio'
  return head === 'flask_socketio' ? 'flask-socketio' : undefined
}

/** Returns the end that a class of a package of Python makes; nothing for another one. */
export function pythonEnd({ specifier, name }: PackageValue): EndpointValue | undefined {
  const dialect = pythonDialect(specifier)
  const word = name.split('.').at(-1) ?? name
  const end = servers.test(word) ? 'server' : clients.test(word) ? 'client' : undefined
  // of which namespace it is, each call says
  return dialect && end && { kind: 'endpoint', end, part: 'server', namespaces: ['/'], dialect }
}
