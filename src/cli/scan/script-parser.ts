import type { ScriptParser } from '../../scan/javascript/read-module.js'
import { CommandError } from '../command.js'

/**
 * Loads oxc-parser, which is an optional peer of the package.
 * @throws CommandError when it is not installed
 */
export async function loadScriptParser(
  load: () => Promise<ScriptParser> = () => import('oxc-parser'),
): Promise<ScriptParser> {
  try {
    return await load()
  } catch {
    throw new CommandError('reads code with oxc-parser, which is not installed: npm install --save-dev oxc-parser')
  }
}
