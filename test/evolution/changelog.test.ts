import { expect, test } from 'vitest'
import { CommandFolder } from './command.js'
import { eventOf, shopOf } from './contract-maker.js'

const text = { type: 'string' }
const payload = (properties: object, required: readonly string[] = []): never =>
  ({ type: 'object', properties, required }) as never

const folder = new CommandFolder()
folder.write(
  'contract.releases/1.0.0.json',
  shopOf(
    {
      serverToClient: {
        bell: eventOf({ payload: payload({ status: { enum: ['open'] }, total: { type: 'number' } }, ['total']) }),
        gong: eventOf({ summary: 'A gong.' }),
        horn: eventOf(),
      },
    },
    '1.0.0',
  ),
)
folder.write(
  'contract.json',
  shopOf(
    {
      serverToClient: {
        bell: eventOf({
          payload: payload({ status: { enum: ['open', 'done'] }, phone: { ...text, 'x-sensitive': 'pii' } }),
        }),
        gong: eventOf({ summary: 'Another gong.' }),
        horn: eventOf({ deprecated: { since: '2.0.0', removeIn: '3.0.0' } }),
        drum: eventOf(),
      },
    },
    '2.0.0',
  ),
)

test('a changelog says what is new, changed, deprecated and removed, and whom it breaks', async () => {
  const { code, out } = await folder.call(['changelog', '1.0.0'])
  expect(code).toBe(0)
  expect(out.split('\n### Order of release')[0]).toBe(`## 2.0.0

Changes since 1.0.0.

### Security

- \`/shop bell payload.phone\` (server to client) shows clients \`phone\` (pii), which they did not get before.

### Removed

- \`/shop bell payload.total\` (server to client) was removed; it was required. **Breaks old clients on new servers, code that uses its types.** To do: announce its end (\`deprecated\`, \`x-removeIn\`), and go on sending it until no old reader is left, for those require it.

### Deprecated

- \`/shop horn\` (server to client) is deprecated now and goes with 3.0.0.

### Changed

- \`/shop bell payload.status\` (server to client) also takes \`done\`. **Breaks old clients on new servers, code that uses its types.** To do: teach every reader the word first, and send it once no old reader is left; to open the list (openEnum) breaks this once and never again.

### New

- \`/shop bell payload.phone\` (server to client) was added, optional.
- \`/shop drum\` (server to client) was added.
`)
  expect(out).toContain('1. release the clients. After this, servers may')
})

test('two releases that say the same have nothing to tell, and a name that is none of the three is an error', async () => {
  expect((await folder.call(['changelog', 'contract.json', 'contract.json'])).out).toBe(
    '## 2.0.0\n\nChanges since 2.0.0.\n\nNothing that a user sees.',
  )
  expect((await folder.call(['changelog', 'none.json'])).err).toContain('there is no file none.json')
  expect((await folder.call(['changelog', 'v9'])).err).toMatch(/there is no git repository here|git knows no v9 here/)
  expect((await folder.call(['changelog'])).err).toContain('takes two releases')
})
