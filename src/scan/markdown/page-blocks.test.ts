import { expect, test } from 'vitest'
import { loadOtherParsers } from '../../cli/scan/other-parsers.js'
import { codeFence } from './fences.js'
import { blocksOf, type MarkdownNode, type MarkdownParser, nodeSpan } from './markdown-tree.js'
import { pageBlocks } from './page-blocks.js'
import { pageSections } from './page-sections.js'
import { quotesIn } from './quotes.js'

const { markdown = () => ({}) } = await loadOtherParsers()

/** Shows all that is read of blocks. */
function readOf(page: string, blocks: readonly MarkdownNode[]): unknown[] {
  return blocks.flatMap((each): unknown[] => {
    const fence = codeFence(page, each)
    if (fence) return [{ language: fence.language, text: fence.text.trimEnd() }]
    return each.type === 'code' ? [] : quotesIn(page, each)
  })
}

function expectSame(page: string): void {
  const whole = readOf(page, blocksOf(markdown(page) as MarkdownNode))
  expect(readOf(page, pageBlocks(markdown, page)), JSON.stringify(page)).toEqual(whole)
}

const lines = [
  '',
  '',
  'words of prose',
  'a `chat:send` in words',
  '# A heading of `room:join`',
  'Underlined `a:b`',
  '---',
  '- an item with `c:d`',
  '  more of the item `e`',
  '1. another, `f`',
  '7. a seventh, `i`',
  '* starred `j`',
  '- - -',
  '-',
  '   ```js',
  '```ts',
  '```',
  '   ```',
  '- ```js',
  '  ```',
  '> quoted `g`',
  '> ```js',
  '> ```',
  "socket.emit('chat:send')",
  "    socket.on('h')",
  '| name | what |',
  '| --- | --- |',
  '| old:name | `new` |',
  '<details>',
  '</details>',
  '<!-- a comment -->',
  '<!-- one that goes on',
  '-->',
  'words -->',
  '~~~py',
  '~~~',
]

test('reads of the parts of a page what is read of the whole', () => {
  let seed = 7
  const next = (below: number): number => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed % below
  }
  let apart = 0
  for (let round = 0; round < 600; round++) {
    const page = Array.from({ length: 3 + next(14) }, () => lines[next(lines.length)]).join('\n')
    if (pageSections(page)) apart++
    expectSame(page)
  }
  expect(apart).toBeGreaterThan(100)
})

test.each([
  ['an item whose code ends with it', '- item\n  ```js\n  a()\n\nwords `b`\n\n```js\nc()\n```\n'],
  ['code that ends nowhere', 'words\n\n```js\na()\n\nb `c`\n'],
  ['markup that runs into code', '<details>\n```js\na()\n\nb `c`\n```\n'],
  ['a block that is set in a little', '  ```js\n  a()\n\nb()\n  ```\n\nwords `c`\n'],
  ['a comment of several lines', 'words\n<!-- a\n\nb `c`\n\n```js\n-->\n`d`\n\n```js\ne()\n```\n'],
  ['longer marks around shorter ones', '````md\n```js\na()\n```\n````\n\n`b`\n'],
])('reads %s as it stands', (_, page) => {
  expectSame(page)
  expectSame(page.replaceAll('\n', '\r\n'))
})

test('does not parse prose that names nothing', () => {
  const asked: string[] = []
  const parser: MarkdownParser = (text) => {
    asked.push(text)
    return markdown(text)
  }
  const page = 'Much prose.\n\n# A heading\n\n- and a list\n- of two\n\nThe last, of `a:b`.\n'
  const [block] = pageBlocks(parser, page)
  expect(asked).toEqual(['The last, of `a:b`.\n'])
  expect(block && nodeSpan(block)).toEqual({ start: page.indexOf('The'), end: page.length - 1 })
})
