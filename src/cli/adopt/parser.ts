import { CommandError } from '../command.js'

/** What reading sources needs of oxc-parser. */
export type SourceParser = Pick<typeof import('oxc-parser'), 'parseSync'>

/**
 * Loads oxc-parser, which is an optional peer of the package.
 * @throws CommandError when it is not installed
 */
export async function loadParser(
  load: () => Promise<SourceParser> = () => import('oxc-parser'),
): Promise<SourceParser> {
  try {
    return await load()
  } catch {
    throw new CommandError('reads types with oxc-parser, which is not installed: npm install --save-dev oxc-parser')
  }
}
