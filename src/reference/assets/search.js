// The field that search is typed into. What it finds comes from assets/finder.js and assets/search-index.js, which are loaded when
// somebody begins to search.
const invitation = 'Search events, old names, fields, guides'
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
let ranked
let isAsked = false

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
  if (!isAsked) load()
  if (!dialog.open) dialog.showModal()
  field.select()
}

/** Loads what finds; by elements, since a page that is opened as a file may fetch nothing. */
async function load() {
  isAsked = true
  try {
    await Promise.all(['finder', 'search-index'].map(script))
    ranked = window.finder(window.searchIndex)
    dialog.dataset.ready = ''
    find()
  } catch {
    message.textContent = 'The search could not be loaded.'
  }
}

function script(name) {
  return new Promise((loaded, failed) => {
    const element = Object.assign(document.createElement('script'), {
      src: `${base}assets/${name}.js`,
      onload: loaded,
      onerror: failed,
    })
    document.head.append(element)
  })
}

function find() {
  const typed = field.value.trim()
  if (!ranked) return
  const found = ranked(typed).slice(0, 20)
  results.replaceChildren(...found.map(option))
  mark(found.length > 0 ? 0 : -1)
  message.textContent = typed !== '' && found.length === 0 ? `Nothing was found for “${typed}”.` : ''
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

function option({ name, kind, hint, url }, index) {
  const link = Object.assign(document.createElement('a'), { href: base + url, tabIndex: -1 })
  link.append(part('found-name', name), part('found-kind', kind), part('found-hint', hint.replaceAll('`', '')))
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
