import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownPackage, shop } from '../own-package.js'
import { buildIn, filesIn } from './build-folder.js'

const withoutField = shop.replace('        /** Where it stands. */\n', '')
const withoutEvent = withoutField.replace('    /** Follows an order. */\n', '')
const valibot = `import { event, namespace } from 'socket-canon'
const named = { '~standard': { version: 1, vendor: 'other', validate: (value) => ({ value }) } }
export const shop = namespace('/shop', { serverToClient: { 'shop:open': event({ payload: named }) }, clientToServer: {} })
`

const broken: readonly (readonly [what: string, source: string, args: readonly string[], message: string | RegExp])[] =
  [
    [
      'no contract',
      'export const a = 1\n',
      [],
      'src/shop.ts: it exports no contract; export what `namespace()` returns',
    ],
    ['an error of its own', "throw new Error('no key:\\n  set one')\n", [], /^src\/shop\.ts:1: no key:$/],
    ['text that is thrown', "throw 'no key'\n", [], 'src/shop.ts: no key'],
    [
      'something thrown that is no error',
      'throw 1\n',
      [],
      'src/shop.ts: it threw something without a message while it ran',
    ],
    ['a syntax error', 'export const a = {\n', [], /^src\/shop\.ts:2: /],
    ['an import that leads nowhere', "import './none.js'\n", [], 'src/shop.ts:1: Could not resolve "./none.js"'],
    [
      'a package that is not installed',
      "import 'none-such'\n",
      [],
      "src/shop.ts: Cannot find package 'none-such': npm install none-such",
    ],
    [
      'a schema that transforms',
      shop.replace('status,\n', 'status: status.transform(String) as never,\n'),
      [],
      /^src\/shop\.ts: \/shop order:updated, payload: .*status/,
    ],
    [
      'an example that does not fit',
      shop.replace("status: 'paid'", "status: 'lost'"),
      [],
      'src/shop.ts: /shop order:updated: its `example` does not fit its payload; look at status',
    ],
    [
      'a field without a comment',
      withoutField,
      ['--prose', 'required'],
      'src/shop.ts: /shop order:updated, payload: the field status has no comment: write /** ... */ above its key',
    ],
    [
      'an event without a comment, and a field',
      withoutEvent,
      ['--prose', 'required'],
      /the field status has no comment: .* key \(1 more has none either\)$/,
    ],
    [
      'two contracts of one path',
      `${shop}export const other = namespace('/shop', { serverToClient: {}, clientToServer: {} })\n`,
      [],
      'src/shop.ts: it exports two contracts of /shop, and a path has one: give one of them another path, or export it no more',
    ],
    [
      'what has no type that anybody can tell',
      `${shop}export const made = new Map()\n`,
      [],
      /^src\/shop\.ts: `export const made = new Map\(\)` needs a type annotation: Variable must have an explicit type annotation\.$/,
    ],
    [
      'a function that says no type',
      `${shop}export function made() { return shop }\n`,
      [],
      /needs a type annotation: Function must have an explicit return type annotation\.$/,
    ],
    [
      'data that is imported while a module runs',
      `${shop}export const data = async (): Promise<unknown> => await import('../package.json')\n`,
      [],
      'src/shop.ts: ../package.json is needed where the contract runs, and is no module: write its data in one',
    ],
    [
      'a way that is put together while a module runs',
      `${shop}export const data = async (name: string): Promise<unknown> => await import(\`./\${name}.js\`)\n`,
      [],
      /^src\/shop\.ts: \.\/\$\{name\}\.js is needed where the contract runs, and is no module/,
    ],
    [
      'a module that waits at its top, for CommonJS',
      `${shop}export const seven: number = await Promise.resolve(7)\n`,
      [],
      /^src\/shop\.ts: it can't be written as CommonJS \(Top-level await.*\): build it with --format esm$/,
    ],
    [
      'an alias of no event',
      shop.replace("orderChanged: 'order:updated'", "orderChanged: 'order:updatd'"),
      [],
      'src/shop.ts: /shop: the alias orderChanged (serverToClient) stands for order:updatd, which the contract does not declare; nearest: order:updated',
    ],
    [
      'an old field that stands for one that is not there',
      shop.replace("orderChanged: 'order:updated'", "orderChanged: { of: 'order:updated', rename: { id: 'orderID' } }"),
      [],
      'src/shop.ts: /shop: the alias orderChanged (serverToClient): its `rename` names orderID, which is no field of order:updated: write `orderId`',
    ],
    [
      'an old field of an earlier version that stands for one that is not there',
      shop
        .replace('import { aliases', 'import { past, aliases')
        .replace("namespace('/shop', {", "namespace('/shop', { version: 2,")
        .concat(
          "export const shopPast = past()({ 1: { serverToClient: { 'order:updated': { rename: { id: 'orderID' } } } } })",
        ),
      [],
      'src/shop.ts: /shop: version 1 of `past`, order:updated (serverToClient): its `rename` names orderID, which is no field of order:updated: write `orderId`',
    ],
    [
      'a misspelt option of an event',
      shop.replace('joins: [orderRoom],', 'joins: [orderRoom], volatil: true,'),
      [],
      'src/shop.ts: /shop order:join: `volatil` is nothing that event() takes: write `volatile`',
    ],
    [
      'a misspelt option of a namespace',
      shop.replace('rooms: [', "legacypath: '/', rooms: ["),
      [],
      'src/shop.ts: /shop: `legacypath` is nothing that namespace() takes: write `legacyPath`',
    ],
    [
      'a text whose bound was left out',
      shop.replace(/text\(\d+\)/, 'text()'),
      [],
      /^src\/shop\.ts: \/shop order:updated, payload: its field \S+ has a bound that is no number: give text\(\), bytes\(\) or the check the most that it takes$/,
    ],
    [
      'a schema that is called',
      shop.replace('orderId: id,', 'orderId: id(),'),
      [],
      /^src\/shop\.ts:\d+: id is not a function: call only what is a function; a schema/,
    ],
    [
      'a misspelt constant',
      shop.replace('joins: [orderRoom]', 'joins: [orderRom]'),
      [],
      /^src\/shop\.ts:\d+: orderRom is not defined: write `orderRoom`, or declare it$/,
    ],
    [
      'a name that a package does not have',
      shop.replace("from 'socket-canon/fields'", "from 'socket-canon/guards'"),
      [],
      /^src\/shop\.ts:\d+: The requested module 'socket-canon\/guards' does not provide an export named/,
    ],
    [
      'a schema of which no type can be printed',
      valibot,
      [],
      'src/shop.ts: shop:open, payload: no type can be printed of a schema of other; write it with zod',
    ],
  ]

test.for(broken)(
  '%s is told in one line, and nothing that was built before changes',
  async ([, source, args, message]) => {
    const cwd = ownPackage({ 'src/shop.ts': shop })
    expect((await buildIn(cwd, 'src/shop.ts', '--prose', 'required')).code).toBe(0)
    writeFileSync(join(cwd, 'src/shop.ts'), source)
    const before = filesIn(cwd)
    const { code, out, err } = await buildIn(cwd, 'src/shop.ts', ...args)
    expect([code, out]).toEqual([2, ''])
    const [line = '', ...others] = err.split('\n')
    expect(others).toEqual([''])
    const said = line.replace('socket-canon build: ', '')
    expect(said).toMatch(typeof message === 'string' ? RegExp(`^${escaped(message)}`) : message)
    expect(filesIn(cwd)).toEqual(before)
  },
)

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

test('a contract that lacks comments is built where nobody requires them', async () => {
  const { code } = await buildIn(ownPackage({ 'src/shop.ts': withoutEvent }), 'src/shop.ts')
  expect(code).toBe(0)
})

test('what has no bound is named, and built', async () => {
  const source = shop.replace(/text\(\d+\)/, 'z.string()')
  const { code, out } = await buildIn(ownPackage({ 'src/shop.ts': source }), 'src/shop.ts')
  expect(code).toBe(0)
  expect(out.replace(/\s+/g, ' ')).toMatch(
    /Without a bound, .* src\/shop\.ts: \/shop order:updated, payload: \S+ is a text without a bound: use text\(max\)/,
  )
})

test('a folder of packages that can not hold another is told in one line', async () => {
  const cwd = ownPackage({ 'src/shop.ts': shop })
  writeFileSync(join(cwd, 'node_modules/.cache'), '')
  expect(await buildIn(cwd, 'src/shop.ts')).toEqual({
    code: 2,
    out: '',
    err: expect.stringMatching(
      /^socket-canon build: node_modules\/\.cache\S* can't be made \(\w+\): modules run in a folder of node_modules\/\.cache\n$/,
    ),
  })
})
