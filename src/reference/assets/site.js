// What pages do besides the search: tabs, filters, addresses and code to copy, the menu of narrow screens, the colours.
const root = document.documentElement
const said = document.body.appendChild(Object.assign(document.createElement('p'), { className: 'unseen' }))
said.setAttribute('role', 'status')
root.classList.add('has-script')

for (const ends of document.querySelectorAll('.ends')) tabs(ends)
for (const filter of document.querySelectorAll('.filter')) filterTable(filter)
for (const pre of document.querySelectorAll('pre')) copyButton(pre)
document.addEventListener('click', copyAddress)
themeButton()
menuButton()
showPlace()
markPart()
scrollByKeys()
unfoldOnPaper()

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
    for (const row of table.tBodies?.[0].rows ?? table.children) {
      row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word))
      if (!row.hidden) left++
    }
    said.textContent = `${left} rows`
  })
}

function copyAddress(event) {
  const link = event.target.closest?.('a.address')
  if (!link || event.metaKey || event.ctrlKey) return
  navigator.clipboard?.writeText(link.href).then(
    () => {
      said.textContent = 'Address copied'
      link.classList.add('copied')
      link.addEventListener('transitionend', () => link.classList.remove('copied'), { once: true })
    },
    () => {},
  )
}

function copyButton(pre) {
  const code = pre.querySelector('code')
  // folded code is copied with what follows it
  if (!code || !navigator.clipboard || pre.closest('.example > details')) return
  const parts = [...(pre.closest('.example') ?? pre).querySelectorAll('code')]
  pre.querySelector('button')?.remove()
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Copy' })
  button.ariaLabel = 'Copy the code'
  button.addEventListener('click', () =>
    navigator.clipboard.writeText(parts.map((part) => part.textContent).join('\n\n')).then(
      () => {
        said.textContent = 'Code copied'
        button.textContent = 'Copied'
        setTimeout(() => {
          button.textContent = 'Copy'
        }, 1500)
      },
      () => {},
    ),
  )
  pre.append(button)
}

/** Opens the menu of narrow screens, and puts the reader in it. */
function menuButton() {
  const button = document.getElementById('_menu-button')
  const menu = document.getElementById('_menu')
  const set = (isOpen) => {
    menu.classList.toggle('open', isOpen)
    button.ariaExpanded = String(isOpen)
  }
  button.addEventListener('click', () => {
    const isOpen = !menu.classList.contains('open')
    set(isOpen)
    if (!isOpen) return
    scrollTo({ top: 0, behavior: 'instant' })
    menu.querySelector('a')?.focus()
  })
  menu.addEventListener('click', ({ target }) => target.closest('a') && set(false))
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !menu.classList.contains('open')) return
    set(false)
    button.focus()
  })
}

/** Scrolls a long menu to the page that is shown. */
function showPlace() {
  const menu = document.getElementById('_menu')
  const place = menu.querySelector('[aria-current]')
  if (!place) return
  // its parts stand below it, so it stands high
  menu.scrollTop = place.offsetTop - menu.clientHeight / 5
}

/** Marks in the menu the part of the page that is being read. */
function markPart() {
  const menu = document.getElementById('_menu')
  const parts = [...menu.querySelectorAll('.page-menu a')].flatMap((link) => {
    const head = document.getElementById(decodeURI(link.hash.slice(1)))
    return head ? [{ link, head }] : []
  })
  if (parts.length === 0) return
  let isAwaited = false
  let marked
  const mark = () => {
    isAwaited = false
    // a heading counts once it stands in the upper third; the last one too, where the page can't be scrolled so far
    const isAtEnd = scrollY > 0 && innerHeight + scrollY >= root.scrollHeight - 2
    const above = parts.filter(
      ({ head }) => head.getBoundingClientRect().top < (isAtEnd ? innerHeight : innerHeight / 3),
    )
    const link = above.at(-1)?.link
    if (link === marked) return
    marked?.removeAttribute('aria-current')
    marked = link
    link?.setAttribute('aria-current', 'location')
    if (!link || menu.scrollHeight <= menu.clientHeight) return
    const top = link.getBoundingClientRect().top - menu.getBoundingClientRect().top
    if (top < 0 || top > menu.clientHeight - 40) menu.scrollTop += top - menu.clientHeight / 3
  }
  addEventListener(
    'scroll',
    () => {
      if (isAwaited) return
      isAwaited = true
      requestAnimationFrame(mark)
    },
    { passive: true },
  )
  mark()
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
  for (const part of document.querySelectorAll('pre > code')) observer.observe(part)
}

/** Opens what is folded while the page is printed, but for the lists of a changelog, which are many pages. */
function unfoldOnPaper() {
  let opened = []
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('main details:not([open], .timeline *)')]
    for (const part of opened) part.open = true
  })
  addEventListener('afterprint', () => {
    for (const part of opened) part.open = false
  })
}

function isDark() {
  const { theme } = root.dataset
  return theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
}

function themeButton() {
  const button = document.getElementById('_theme')
  const show = () => {
    button.ariaPressed = String(isDark())
  }
  button.ariaLabel = 'Dark colours'
  button.hidden = false
  show()
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark'
    try {
      localStorage.setItem('reference-theme', root.dataset.theme)
    } catch {}
    show()
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show)
  // a page restored by the browser takes the colours chosen meanwhile
  addEventListener('pageshow', () => {
    try {
      root.dataset.theme = localStorage.getItem('reference-theme') ?? 'os'
    } catch {}
    show()
  })
}
