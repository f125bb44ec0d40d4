import { BuildError } from './build-error.js'

/** The libraries that the command reads and writes modules with, which no application loads. */
interface Tools {
  readonly esbuild: typeof import('esbuild')
  readonly 'oxc-parser': typeof import('oxc-parser')
  readonly 'oxc-transform': typeof import('oxc-transform')
  readonly 'magic-string': typeof import('magic-string')
}

/**
 * Loads a library of the command's.
 * @throws BuildError that says what to install
 */
export async function tool<Name extends keyof Tools>(name: Name): Promise<Tools[Name]> {
  try {
    return (await import(name)) as Tools[Name]
  } catch (error) {
    const all = 'npm install --save-dev esbuild oxc-parser oxc-transform magic-string'
    throw new BuildError(`this needs ${name}, which is not installed: ${all}`, { cause: error })
  }
}
