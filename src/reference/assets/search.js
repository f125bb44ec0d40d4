// A search that takes event names as they are, and every name an event ever had. Rows come from assets/search-rows.js.
const invitation = 'An event, a legacy name, a field'
const base = document.documentElement.dataset.base

const button = document.getElementById('_search-button')
const dialog = Object.assign(document.createElement('dialog'), {
  className: 'search',
  id: '_search',
  ariaLabel: 'Search',
})
const field = Object.assign(document.createElement('input'), {
  className: 'search-field',
  type: 'text',
  placeholder: invitation,
  autocomplete: 'off',
  spellcheck: false,
})
const results = Object.assign(document.createElement('ul'), { className: 'search-results', id: '_search-results' })
const message = Object.assign(document.createElement('p'), { className: 'search-status' })
const told = Object.assign(document.createElement('p'), { className: 'unseen' })
let chosen = -1

for (const [name, value] of Object.entries({
  role: 'combobox',
  'aria-label': invitation,
  'aria-controls': results.id,
  'aria-expanded': 'true',
  'aria-autocomplete': 'list',
}))
  field.setAttribute(name, value)
results.setAttribute('role', 'listbox')
results.setAttribute('aria-label', 'What was found')
told.setAttribute('role', 'status')
dialog.append(field, message, results, told)
document.body.append(dialog)
button.querySelector('.search-words').textContent = invitation
button.setAttribute('aria-label', `Search: ${invitation}`)
button.hidden = false

button.addEventListener('click', open)
field.addEventListener('input', find)
field.addEventListener('keydown', choose)
dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close())
document.addEventListener('keydown', (event) => {
  const isCommand = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k'
  const isSlash = event.key === '/' && !event.target.closest?.('input, textarea, select, [contenteditable]')
  if (!isCommand && !isSlash) return
  event.preventDefault()
  open()
})

function open() {
  if (!dialog.open) dialog.showModal()
  field.select()
}

function find() {
  const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const found = words.length === 0 ? [] : ranked(words)
  results.replaceChildren(...found.map(option))
  mark(found.length > 0 ? 0 : -1)
  message.textContent = words.length > 0 && found.length === 0 ? `Nothing is called “${field.value.trim()}”.` : ''
  told.textContent = found.length > 0 ? `${found.length} found` : message.textContent
}

/** Moves the choice by arrow keys, and follows it by Enter. */
function choose(event) {
  const count = results.children.length
  if (event.key === 'Enter' && count > 0) {
    event.preventDefault()
    results.children[Math.max(chosen, 0)].firstElementChild.click()
    return
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || count === 0) return
  event.preventDefault()
  mark((chosen + step + count) % count)
}

function mark(index) {
  results.children[chosen]?.setAttribute('aria-selected', 'false')
  chosen = index
  const item = results.children[index]
  item?.setAttribute('aria-selected', 'true')
  item?.scrollIntoView({ block: 'nearest' })
  if (item) field.setAttribute('aria-activedescendant', item.id)
  else field.removeAttribute('aria-activedescendant')
}

function ranked(words) {
  return (window.searchRows ?? [])
    .map((row) => ({ row, score: score(row, words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.row.name.length - other.row.name.length)
    .slice(0, 20)
    .map(({ row }) => row)
}

/** The whole name counts most, then its beginning, the beginning of a word in it, any part of it, and the hint. */
function score({ name, kind, hint }, words) {
  const lower = name.toLowerCase()
  const weight = weightOf(kind)
  if (lower === words.join(' ')) return 1000 + weight
  let sum = 0
  for (const word of words) {
    const at = lower.indexOf(word)
    if (at === 0) sum += 300
    else if (at > 0) sum += /[^a-z0-9]/.test(lower[at - 1] ?? '') ? 200 : 100
    else if (hint.toLowerCase().includes(word) && words.length > 1) sum += 20
    else return 0
  }
  return sum / words.length + weight * 10 - Math.min(name.length, 60) / 10
}

function weightOf(kind) {
  if (kind === 'event' || kind === 'legacy name') return 6
  if (kind === 'page') return 5
  if (['room', 'legacy room', 'error code', 'guide'].includes(kind)) return 4
  return kind === 'field' ? 2 : kind === 'property' ? 0 : 1
}

function option({ name, kind, hint, url }, index) {
  const link = Object.assign(document.createElement('a'), { href: base + url, tabIndex: -1 })
  link.append(part('found-name', name), part('found-kind', kind), part('found-hint', hint))
  // within one page the dialog would stay open over the place
  link.addEventListener('click', () => dialog.close())
  const item = Object.assign(document.createElement('li'), { id: `_found-${index}` })
  item.setAttribute('role', 'option')
  item.setAttribute('aria-selected', 'false')
  item.append(link)
  return item
}

function part(className, textContent) {
  return Object.assign(document.createElement('span'), { className, textContent })
}
