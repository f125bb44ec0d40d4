import type { EventContract } from '../../../contract/event/event.js'
import type { Issue } from '../../../contract/wire/refusal.js'
import { safeParsePayload } from '../../../guards/payload.js'
import { isFromJson, jsonSchemaIssues, undeclaredIn } from '../../../spec/json-contract/json-schema.js'
import type { CheckContext } from '../target/check-context.js'
import type { Heard } from '../target/connection.js'
import { schemaIn } from '../target/model.js'

/** Judges what an event carried: whether it fits, and whether it says more than is declared. */
export function checkPayload(
  { results }: CheckContext,
  event: EventContract,
  { payload }: Heard,
  reproduction: readonly string[],
): void {
  const result = safeParsePayload(event, payload)
  const schema = event.payload && schemaIn(event.payload)
  if (result.ok) results.pass('events.parse', event.name)
  else {
    // guards keep quiet about another library's words; these are our own
    const issues =
      schema && event.payload && isFromJson(event.payload) ? jsonSchemaIssues(schema, payload) : result.error.issues
    results.fail('events.parse', event.name, issuesInWords(issues), reproduction)
  }
  const undeclared = undeclaredIn(schema, payload)
  if (!undeclared.length) results.pass('events.undeclared', event.name)
  else results.fail('events.undeclared', event.name, `it carries ${undeclared.join(', ')}`, reproduction)
}

/** Describes where a payload does not fit and what was expected; never what was there. */
export function issuesInWords(issues: readonly Issue[]): string {
  return issues
    .slice(0, 3)
    .map(({ path, expected }) => `${path.join('.') || 'the payload'} should be ${expected}`)
    .join(', ')
}
