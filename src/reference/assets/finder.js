// Finds what readers type, by MiniSearch, which stands before it. It touches no page, and so is tested without one.
window.finder = finder

// what most come for stands before what few want
const weights = new Map([
  ['event', 3],
  ['legacy name', 3],
  ['earlier name', 3],
  ['page', 2.6],
  ['error code', 2.6],
  ['value', 2.2],
  ['enumeration', 2.2],
  ['room', 2],
  ['legacy room', 2],
  ['guide', 2.6],
  ['section', 1.8],
  ['document', 1.8],
  ['part of a document', 1.2],
  ['field', 1],
])
const otherWeight = 0.35
// words of a question that tell nothing of what is asked for
const idle = new Set(
  'a an and are can do does for from how i in is it of on still the to too what when where which why with'.split(' '),
)

// what is known to be meant stands before what happens to hold the words
const phraseWeight = 4

/** Makes the search of an index: a function that lists what fits what was typed, best first. */
function finder({ synonyms, kinds, groups }) {
  const rows = groups.flatMap(([page, kind, hint, own]) =>
    own.map(([name, address = '', words = '']) => ({
      name,
      kind: kinds[kind],
      hint,
      words,
      url: address === '' ? page : `${page}#${address === 0 ? name : address}`,
    })),
  )
  const known = new Set()
  const index = new globalThis.MiniSearch({
    fields: ['name', 'hint', 'words'],
    tokenize: termsOf,
    processTerm: (term) => {
      known.add(term)
      return term
    },
    searchOptions: { tokenize: termsOf, processTerm: (term) => term },
  })
  index.addAll(rows.map(({ name, hint, words }, id) => ({ id, name, hint, words })))
  // a key of several words is meant where the whole of what was typed says them
  const phrases = new Map(Object.keys(synonyms).map((key) => [tellingOf(termsOf(key)).join(' '), synonyms[key]]))
  const meanings = new globalThis.MiniSearch({ fields: ['id'] })
  meanings.addAll(Object.keys(synonyms).map((id) => ({ id })))
  const meant = (term) => {
    const [nearest] = term.length > 4 && !known.has(term) ? meanings.search(term, { fuzzy: 1 }) : []
    const key = Object.hasOwn(synonyms, term) ? term : nearest?.id
    return synonyms[key] ?? []
  }
  const said = (terms) => (terms.length > 1 ? (phrases.get(terms.join(' ')) ?? []) : [])
  return (typed) => found(typed.trim(), { rows, index, known: [...known], meant, said })
}

/** Cuts a text into words in small letters, a name into its parts: `orderId`, `order:updated`, `ROOM_FORBIDDEN`. */
function termsOf(text) {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}

/** Leaves out the words that tell nothing, where there are others. */
function tellingOf(all) {
  const telling = all.filter((term) => !idle.has(term))
  return telling.length > 0 ? telling : all
}

function found(typed, { rows, index, known, meant, said }) {
  const terms = tellingOf(termsOf(typed))
  if (terms.length === 0) return []
  const options = {
    boost: { name: 8, hint: 1, words: 1 },
    weights: { prefix: 0.6, fuzzy: 0.4 },
    boostDocument: (id) => weights.get(rows[id].kind) ?? otherWeight,
  }
  const queries = terms.map((term) => wordQuery(term, known, meant(term)))
  const phrases = said(terms).map((phrase) => ({
    combineWith: 'AND',
    queries: termsOf(phrase),
    boostTerm: () => phraseWeight,
  }))
  const complete = index.search({ combineWith: 'OR', queries: [{ combineWith: 'AND', queries }, ...phrases] }, options)
  // where nothing has all of the words, what has most of them may help
  const hits = complete.length > 0 ? complete : index.search({ combineWith: 'OR', queries }, options)
  return hits
    .map(({ id, score }) => ({ row: rows[id], score: score + namedBonus(rows[id], typed, terms) }))
    .sort((one, other) => other.score - one.score || one.row.name.length - other.row.name.length)
    .map(({ row }) => row)
}

/** Looks for a word as it is, as the beginning or a part of another, with a slip of the finger, and by what it means. */
function wordQuery(term, known, meant) {
  const within = term.length < 3 ? [] : known.filter((other) => other.indexOf(term) > 0)
  return {
    combineWith: 'OR',
    queries: [
      { queries: [term], prefix: term.length > 1, fuzzy: known.includes(term) ? false : slips(term) },
      ...(within.length === 0 ? [] : [{ queries: within, boostTerm: () => 0.3 }]),
      ...meant.map((phrase) => ({ combineWith: 'AND', queries: termsOf(phrase), boostTerm: () => 0.9 })),
    ],
  }
}

function slips(term) {
  if (term.length < 4) return false
  return term.length < 8 ? 1 : 2
}

/** A name that was typed in whole counts most; one that many have, as fields do, only where it was typed as code is. */
function namedBonus({ name, kind, url }, typed, terms) {
  const weight = (weights.get(kind) ?? otherWeight) * 100
  const isTold = kind !== 'value' && weight > 100
  if (name === typed && (isTold || /[A-Z_.:]/.test(typed))) return (isTold ? 3000 : 2500) + weight
  if (!isTold) return 0
  if (name.toLowerCase() === typed.toLowerCase()) return 2000 + weight
  if (termsOf(name).join(' ') === terms.join(' ')) return 1900 + weight
  // a page that is called so where it stands: `guides/migration.html`
  return url.endsWith(`/${terms.join('-')}.html`) ? weight / 3 : 0
}
