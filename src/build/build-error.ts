/** The error of a contract package that can't be built: one line that says where, what is wrong, and what to do. */
export class BuildError extends Error {
  override readonly name = 'BuildError'
}
