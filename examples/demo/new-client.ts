import { io, type Socket } from 'socket.io-client'
import { type ConnectOptions, type Handover, handover } from 'socket-canon/client'
import { type MigrationPhase, type MigrationValues, migrationFlags, phaseOf } from 'socket-canon/migration'
import { type PatientPharmacy, patientPharmacy, patientPharmacyAliases } from 'socket-canon/patient-pharmacy'

/** Holds the flags of each step, as a deployment sets them. */
export const steps = {
  before: { NEXT_PUBLIC_SOCKET_NAMESPACE: '/', NEXT_PUBLIC_ENABLE_LEGACY_EVENTS: 'true' },
  overlap: { NEXT_PUBLIC_SOCKET_NAMESPACE: '/patient-pharmacy', NEXT_PUBLIC_ENABLE_LEGACY_EVENTS: 'true' },
  after: { NEXT_PUBLIC_SOCKET_NAMESPACE: '/patient-pharmacy', NEXT_PUBLIC_ENABLE_LEGACY_EVENTS: 'false' },
} as const satisfies Record<string, MigrationValues>

/** Is the application of today: one client, which its flags move. */
export interface NewClient {
  readonly client: Handover<PatientPharmacy>
  /** Goes where the flags say; answers the phase that is. */
  moveTo(values: MigrationValues): Promise<MigrationPhase>
  close(): void
}

/** Starts the application in the phase its flags say. */
export async function startNewClient(
  url: string,
  token: () => string,
  values: MigrationValues,
  options: Pick<ConnectOptions, 'observe'> & { watchSocket?: (socket: Socket) => void } = {},
): Promise<NewClient> {
  const { watchSocket, ...rest } = options
  const flagsOf = (flags: MigrationValues) => migrationFlags({ NEXT_PUBLIC_SOCKET_URL: url, ...flags })

  const socketFor = async (flags: MigrationValues): Promise<Socket> => {
    const { namespace } = flagsOf(flags)
    const socket = io(url + namespace, {
      auth: (send) => send({ token: token() }),
      autoConnect: false,
      forceNew: true,
      transports: ['websocket'],
    })
    watchSocket?.(socket)
    // the build of before opened its socket by itself, and so declares no contract: it hears the legacy names
    if (namespace === '/') await opened(socket)
    return socket
  }

  let socket = await socketFor(values)
  const client = handover(socket, patientPharmacy, {
    ...rest,
    aliases: patientPharmacyAliases,
    legacy: flagsOf(values).legacyEvents,
  })
  return {
    client,
    moveTo: async (next) => {
      const flags = flagsOf(next)
      const to = await socketFor(next)
      try {
        await client.moveTo(to, { legacy: flags.legacyEvents })
      } catch (error) {
        to.disconnect()
        throw error
      }
      socket.disconnect()
      socket = to
      return phaseOf(flags)
    },
    close: () => {
      client.close()
      socket.disconnect()
    },
  }
}

function opened(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
    socket.connect()
  })
}
