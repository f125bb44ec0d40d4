import type { JsonSchema } from '../../guards/json-schema.js'
import type { JsonValue } from '../../spec/containment/json.js'
import { drawnValues } from '../../spec/diff/past/drawn-values.js'
import { defaultPolicy } from '../../spec/diff/rules/policy.js'
import { toSchemaTree } from '../../spec/diff/schema/schema-tree.js'
import { toAccepted, toProduced } from '../../spec/diff/schema/wire-side.js'
import { withBytes } from '../../spec/spelled-bytes.js'

const usual = 40
const timeoutMs = 2000

/** Draws payloads that an end sends by its schema, those first that the schema of the other end may not take. */
export function drawnPayloads(
  sent: JsonSchema | undefined,
  read: JsonSchema | undefined,
  example: unknown,
  most = usual,
): readonly unknown[] {
  if (!sent) return [undefined]
  const [own, other] = [toSchemaTree(sent, 'old'), toSchemaTree(read ?? sent, 'new')]
  const produced = toProduced(own, defaultPolicy, other)
  const accepted = toAccepted(other, defaultPolicy, own)
  const drawn = drawnValues(produced, accepted, example as JsonValue | undefined, timeoutMs, most)
  return drawn.map((value) => withBytes(sent, value))
}
