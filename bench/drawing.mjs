// Draws lines over axes as SVG, on a white ground: it can be read in dark pages too.

const width = 720
const panelHeight = 300
const margin = { left: 62, right: 26, top: 64, bottom: 50 }
const ink = '#374151'
const colours = { raw: '#6b7280', 'socket-canon': '#0f766e' }
const dashes = { raw: '5 4', 'socket-canon': 'none' }

/** Finds round numbers to mark an axis with, the last of which no value passes. */
function marksTo(most) {
  const rough = most / 5
  const size = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * size).find((each) => each >= rough)
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => Number((index * step).toPrecision(6)))
}

const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ',')
const text = (x, y, content, more = '') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}"${more}>${content}</text>`
const line = (x1, y1, x2, y2, more) =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" ${more}/>`

/** Draws the key: which line is whose. */
function keyOf(names, y) {
  return names.flatMap((name, index) => {
    const x = margin.left + index * 110
    const stroke = `stroke="${colours[name]}" stroke-width="2" stroke-dasharray="${dashes[name]}"`
    return [
      line(x, y - 4, x + 28, y - 4, stroke),
      `<circle cx="${x + 14}" cy="${y - 4}" r="3.5" fill="${colours[name]}"/>`,
      text(x + 36, y, name, ` fill="${colours[name]}" font-weight="600"`),
    ]
  })
}

/** Draws one panel, from a height down: what it shows, its axes and a line for each of its series. */
function panelOf({ shows, along, series }, top) {
  const points = Object.values(series).flat()
  const [across, up] = [0, 1].map((axis) => marksTo(Math.max(...points.map((point) => point[axis]))))
  const [left, right, bottom] = [margin.left, width - margin.right, top + panelHeight - margin.bottom]
  const head = top + 34
  const x = (value) => left + (value / across.at(-1)) * (right - left)
  const y = (value) => bottom - (value / up.at(-1)) * (bottom - head)
  const lines = Object.entries(series).map(([name, each]) => {
    const at = each.map(([one, other]) => [x(one).toFixed(1), y(other).toFixed(1)])
    const stroke = `stroke="${colours[name]}" stroke-width="2" stroke-dasharray="${dashes[name]}" stroke-linejoin="round"`
    const dots = at.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colours[name]}"/>`)
    return `<polyline points="${at.map((point) => point.join(',')).join(' ')}" fill="none" ${stroke}/>${dots.join('')}`
  })
  return [
    text(left, top + 16, shows, ' font-weight="600"'),
    ...up.map(
      (mark) =>
        line(left, y(mark), right, y(mark), `stroke="${mark ? '#e5e7eb' : ink}"`) +
        text(left - 8, y(mark) + 4, number(mark), ' text-anchor="end"'),
    ),
    ...across.map(
      (mark) =>
        line(x(mark), bottom, x(mark), bottom + 5, `stroke="${ink}"`) +
        text(x(mark), bottom + 20, number(mark), ' text-anchor="middle"'),
    ),
    text((left + right) / 2, bottom + 40, along, ' text-anchor="middle"'),
    ...lines,
  ]
}

/**
 * Draws panels below one another: each has a heading, what is along its axis, and points by name, ours and raw ones.
 */
export function drawn(title, panels) {
  const height = margin.top + panels.length * panelHeight
  const names = Object.keys(panels[0].series)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="${ink}">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(margin.left, 26, title, ' font-size="14" font-weight="700"'),
    ...keyOf(names, 48),
    ...panels.flatMap((panel, index) => panelOf(panel, margin.top + index * panelHeight)),
    '</svg>\n',
  ].join('\n')
}
