import { bytesOf, viewedBytes } from '../../fields/byte-copy.js'
import { PlainSchema, type SchemaIssue, schemaIssue } from '../schema.js'

/** Accepts at most so many bytes, of whatever class, and copies them to a plain `Uint8Array`. */
export function binary(maximum: number): PlainSchema {
  return new PlainSchema({ type: 'bytes', maximum }, (value, issues) => {
    const copy = bytesOf(value, maximum)
    if (!copy) issues.push(issueOf(value, maximum))
    return copy ?? value
  })
}

function issueOf(value: unknown, maximum: number): SchemaIssue {
  if (!viewedBytes(value)) return schemaIssue({ expected: 'bytes' })
  return { ...schemaIssue({ maximum }), origin: 'bytes' }
}
