import { CommandError } from '../../command.js'

/** What verifying needs of socket.io-client. */
export type ClientModule = Pick<typeof import('socket.io-client'), 'io' | 'Manager'>

/**
 * Loads socket.io-client, which is an optional peer of the package.
 * @throws CommandError when it is not installed
 */
export async function loadClient(
  load: () => Promise<ClientModule> = () => import('socket.io-client'),
): Promise<ClientModule> {
  try {
    return await load()
  } catch {
    throw new CommandError(
      'verify connects with socket.io-client, which is not installed: npm install socket.io-client',
    )
  }
}
