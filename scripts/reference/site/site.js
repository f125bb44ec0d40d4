// What the site does beyond TypeDoc: a search that takes event names as they are, tabs, filters, addresses to copy.
const base = document.documentElement.dataset.base?.replace(/\/?$/, '/') ?? './'
const status = document.body.appendChild(
  Object.assign(document.createElement('p'), { className: 'unseen', role: 'status' }),
)

searchByName()
for (const ends of document.querySelectorAll('.ends')) tabs(ends)
for (const filter of document.querySelectorAll('.filter')) filterTable(filter)
document.addEventListener('click', copyAddress)
themeButton()
watchTheme()
for (const button of document.querySelectorAll('pre > button')) button.setAttribute('aria-label', 'Copy the code')
scrollByKeys()
menuByKeys()
untangle()
new MutationObserver(untangle).observe(document.body, { childList: true, subtree: true })

/** TypeDoc's own search reads a colon as the end of a field's name and fails on event names; rows are ranked here instead. */
function searchByName() {
  const field = document.getElementById('tsd-search-input')
  const results = document.getElementById('tsd-search-results')
  const message = document.getElementById('tsd-search-status')
  if (!field || !results || !message) return
  const hint = 'An event, a legacy name, a field, a type'
  field.placeholder = hint
  field.setAttribute('aria-label', hint)
  const trigger = document.getElementById('tsd-search-trigger')
  trigger?.append(part('search-words', hint))
  trigger?.setAttribute('aria-label', `Search: ${hint}`)
  document.addEventListener(
    'input',
    (event) => {
      if (event.target !== field) return
      event.stopPropagation()
      const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean)
      const found = words.length === 0 ? [] : ranked(words)
      results.replaceChildren(...found.map(option))
      field.setAttribute('aria-activedescendant', '')
      message.textContent = words.length > 0 && found.length === 0 ? `Nothing is called “${field.value.trim()}”.` : ''
      status.textContent = found.length > 0 ? `${found.length} found` : message.textContent
    },
    true,
  )
}

const weights = {
  event: 6,
  'legacy name': 6,
  room: 4,
  'legacy room': 4,
  'error code': 4,
  page: 5,
  guide: 4,
  field: 2,
  property: 0,
}

function ranked(words) {
  const rows = window.searchRows ?? []
  return rows
    .map((row) => ({ row, score: score(row, words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.row.name.length - other.row.name.length)
    .slice(0, 20)
    .map(({ row }) => row)
}

/** The whole name counts most, then its beginning, the beginning of a word in it, any part of it, and the hint. */
function score({ name, kind, hint }, words) {
  const lower = name.toLowerCase()
  const whole = words.join(' ')
  const weight = weights[kind] ?? 1
  if (lower === whole) return 1000 + weight
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

function option({ name, kind, hint, url }, index) {
  const link = Object.assign(document.createElement('a'), { href: base + url, tabIndex: -1 })
  link.append(part('found-name', name), part('found-kind', kind), part('found-hint', hint))
  // within one page the dialog would stay open over the place
  link.addEventListener('click', () => document.getElementById('tsd-search')?.close())
  const item = Object.assign(document.createElement('li'), {
    id: `found-${index}`,
    role: 'option',
    ariaSelected: 'false',
  })
  item.append(link)
  return item
}

function part(className, textContent) {
  return Object.assign(document.createElement('span'), { className, textContent })
}

/** Shows the code of one end at a time; the choice holds for all events and pages. */
function tabs(ends) {
  const titles = [...ends.querySelectorAll('.end')]
  const list = Object.assign(document.createElement('div'), { className: 'tabs', role: 'tablist' })
  list.setAttribute('aria-label', ends.dataset.label ?? 'Code')
  const number = [...document.querySelectorAll('.ends')].indexOf(ends)
  titles.forEach((title, index) => {
    const panel = title.nextElementSibling
    const tab = Object.assign(document.createElement('button'), {
      type: 'button',
      role: 'tab',
      id: `tab-${number}-${index}`,
      textContent: title.textContent,
    })
    const frame = Object.assign(document.createElement('div'), { role: 'tabpanel', id: `panel-${number}-${index}` })
    frame.setAttribute('aria-labelledby', tab.id)
    tab.setAttribute('aria-controls', frame.id)
    panel.replaceWith(frame)
    frame.append(panel)
    title.remove()
    list.append(tab)
  })
  ends.prepend(list)
  list.addEventListener('click', ({ target }) => target.role === 'tab' && choose(target.textContent))
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    const all = [...list.children]
    const next = all[(all.indexOf(event.target) + step + all.length) % all.length]
    event.preventDefault()
    choose(next.textContent)
    next.focus()
  })
  show(ends, remembered() ?? titles[0]?.textContent)
}

function choose(end) {
  const anchor = document.activeElement?.getBoundingClientRect().top
  try {
    localStorage.setItem('reference-end', end)
  } catch {}
  for (const ends of document.querySelectorAll('.ends')) show(ends, end)
  // what stands above may have changed its height
  const moved = document.activeElement?.getBoundingClientRect().top
  if (anchor !== undefined && moved !== undefined) scrollBy({ top: moved - anchor, behavior: 'instant' })
}

function show(ends, end) {
  const all = [...ends.querySelectorAll('[role=tab]')]
  const chosen = all.find((tab) => tab.textContent === end) ?? all[0]
  for (const tab of all) {
    tab.ariaSelected = String(tab === chosen)
    tab.tabIndex = tab === chosen ? 0 : -1
    document.getElementById(tab.getAttribute('aria-controls')).hidden = tab !== chosen
  }
}

function remembered() {
  try {
    return localStorage.getItem('reference-end') ?? undefined
  } catch {
    return undefined
  }
}

/** Puts a field above a table that leaves only the rows which hold its words. */
function filterTable(place) {
  const table = document.getElementById(place.dataset.for)
  const label = Object.assign(document.createElement('label'), { textContent: place.dataset.label })
  const field = Object.assign(document.createElement('input'), {
    type: 'search',
    autocomplete: 'off',
    spellcheck: false,
  })
  label.append(field)
  place.append(label)
  field.addEventListener('input', () => {
    const words = field.value.toLowerCase().split(/\s+/)
    let left = 0
    for (const row of table.tBodies[0].rows) {
      row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word))
      if (!row.hidden) left++
    }
    status.textContent = `${left} rows`
  })
}

function copyAddress(event) {
  const link = event.target.closest?.('a.address, a.tsd-anchor-icon')
  if (!link || event.metaKey || event.ctrlKey) return
  navigator.clipboard?.writeText(link.href).then(
    () => {
      status.textContent = 'Address copied'
      link.classList.add('copied')
      link.addEventListener('transitionend', () => link.classList.remove('copied'), { once: true })
    },
    () => {},
  )
}

/** TypeDoc opens and closes the menu of narrow screens for pointers only. */
function menuByKeys() {
  const trigger = document.getElementById('tsd-toolbar-menu-trigger')
  const pointer = (type, target) => target.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }))
  trigger?.addEventListener('click', ({ detail }) => {
    if (detail > 0) return
    pointer('mouseup', trigger)
    const parts = [...document.querySelectorAll('.col-sidebar :is(a, summary)')]
    parts.find((part) => part.checkVisibility())?.focus()
  })
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !document.documentElement.classList.contains('has-menu')) return
    pointer('mousedown', document.body)
    trigger?.focus()
  })
}

/** What opens a part of the menu or page must hold no link: readers of the screen would not be told of it. */
function untangle() {
  for (const link of document.querySelectorAll('summary a')) {
    const summary = link.closest('summary')
    const item = link.closest('.tsd-navigation li')
    if (!item) {
      link.remove()
      continue
    }
    summary.setAttribute('aria-label', `Below ${link.textContent}`)
    item.classList.add('has-below')
    item.prepend(link)
  }
}

/** What is wider or higher than its place is reached by keyboard, and only that. */
function scrollByKeys() {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const isCut = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight
      if (isCut) target.tabIndex = 0
      else target.removeAttribute('tabindex')
    }
  })
  for (const part of document.querySelectorAll('pre > code, .tsd-typography > table')) observer.observe(part)
}

function isDark() {
  const { theme } = document.documentElement.dataset
  return theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
}

/** Puts the switch of colours where it is seen; TypeDoc keeps its own in the settings. */
function themeButton() {
  const toolbar = document.querySelector('.tsd-toolbar-contents')
  const select = document.getElementById('tsd-theme')
  if (!toolbar || !select) return
  const button = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'theme-button tsd-widget',
  })
  button.innerHTML =
    '<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><circle class="ring" cx="10" cy="10" r="7.2"/><path class="half" d="M10 2.8a7.2 7.2 0 0 1 0 14.4z"/></svg>'
  button.ariaLabel = 'Dark colours'
  button.ariaPressed = String(isDark())
  button.addEventListener('click', () => {
    select.value = isDark() ? 'light' : 'dark'
    select.dispatchEvent(new Event('change'))
    button.ariaPressed = String(isDark())
  })
  toolbar.insertBefore(button, document.getElementById('tsd-search-trigger')?.nextSibling ?? null)
}

/** A page restored by the browser takes the colours chosen meanwhile. */
function watchTheme() {
  addEventListener('pageshow', () => {
    try {
      document.documentElement.dataset.theme = localStorage.getItem('tsd-theme') ?? 'os'
    } catch {}
  })
}
