import { expect, test } from 'vitest'
import { withBreaks } from '../../src/reference/html/line-breaks.js'

test.each([
  ['AUTH_EXPIRED', 'AUTH_<wbr>EXPIRED'],
  ['order:updated', 'order:<wbr>updated'],
  ['order:{orderId}', 'order:<wbr>{orderId}'],
  ['/patient-pharmacy', '/patient-pharmacy'],
  ['order&amp;', 'order&amp;'],
])('`%s` goes on in another line between its parts only', (name, broken) => {
  expect(withBreaks(`<p><code>${name}</code></p>`)).toBe(`<p><code>${broken}</code></p>`)
})

test('code in blocks, words and attributes stay as they are', () => {
  const html = '<pre><code>a:b</code></pre><p id="a:b">a:b</p><code class="x">a:b</code>'
  expect(withBreaks(html)).toBe(html)
})
