import { expect, test } from 'vitest'
import type { OutputFormat } from '../../build/print/layout.js'
import type { BuildSettings } from './build-settings.js'
import { importPaths } from './import-path.js'

const formats: readonly OutputFormat[] = [
  { kind: 'esm', folder: 'dist', extension: '.js' },
  { kind: 'cjs', folder: 'dist', extension: '.cjs' },
]
const whole = (stem: string) => ({
  import: { types: `./dist/${stem}.d.ts`, browser: `./dist/${stem}.browser.js`, default: `./dist/${stem}.js` },
  require: { types: `./dist/${stem}.d.cts`, browser: `./dist/${stem}.browser.cjs`, default: `./dist/${stem}.cjs` },
})

function pathsOf(exports: unknown, entries: readonly string[] = ['src/shop.ts'], browser = entries) {
  const settings = { entries, formats, manifest: { exports } } as unknown as BuildSettings
  return importPaths(settings, { base: 'src' }, browser)
}

const complete: readonly (readonly [what: string, exports: unknown, key: string])[] = [
  ['a key each', { '.': './dist/index.js', './shop': whole('shop') }, './shop'],
  ['conditions alone', whole('shop'), '.'],
  ['a pattern', { './*': whole('*') }, './shop'],
  ['a pattern of which a part is asked', { './events/*': { ...whole('*'), default: './dist/*.js' } }, './events/shop'],
  [
    'conditions the other way round',
    {
      './shop': {
        types: { import: './dist/shop.d.ts', require: './dist/shop.d.cts' },
        browser: { import: './dist/shop.browser.js', require: './dist/shop.browser.cjs' },
        require: './dist/shop.cjs',
        default: './dist/shop.js',
      },
    },
    './shop',
  ],
]

test.for(complete)('exports that lead everywhere need nothing: %s', ([, exports, key]) => {
  expect(pathsOf(exports)).toEqual([{ entry: 'src/shop.ts', key }])
})

const { types: _, ...untyped } = whole('shop').import
const lacking: readonly (readonly [what: string, exports: unknown, key: string])[] = [
  ['none at all', undefined, '.'],
  ['other ones', { './other': './dist/other.js' }, '.'],
  ['the key of the package is another', { '.': './dist/index.js' }, './shop'],
  ['one file for all', './dist/shop.js', '.'],
  ['no file for browsers', { './s': { import: './dist/shop.js', require: './dist/shop.cjs' } }, './s'],
  ['no types', { './s': { ...whole('shop'), import: untyped } }, './s'],
  ['browsers after the default', { './s': { default: './dist/shop.js', ...whole('shop') } }, './s'],
  ['a pattern that fits another folder', { './*': whole('events/*') }, '.'],
]

test.for(lacking)('exports that do not lead everywhere are completed: %s', ([, exports, key]) => {
  expect(pathsOf(exports)).toEqual([{ entry: 'src/shop.ts', key, missing: whole('shop') }])
})

test('several entries have a key each, and one that is the same in browsers has no file for them', () => {
  const { browser: _import, ...esm } = whole('shop').import
  const { browser: _require, ...cjs } = whole('shop').require
  expect(pathsOf(undefined, ['src/shop.ts', 'src/more/news.ts'], ['src/more/news.ts'])).toEqual([
    { entry: 'src/shop.ts', key: './shop', missing: { import: esm, require: cjs } },
    { entry: 'src/more/news.ts', key: './more/news', missing: whole('more/news') },
  ])
})
