/** Is one line of a plot. */
export interface Series {
  readonly name: string
  readonly className: string
  readonly values: readonly (number | undefined)[]
}

/** Draws plots of the last minute. */
export interface Plot {
  draw(series: readonly Series[]): void
}

const [width, height, left, top, bottom] = [320, 110, 34, 8, 18]

/** Makes a plot within a figure, with its title and a legend in words. */
export function plot(figure: HTMLElement, title: string, unit: string, least: number): Plot {
  const caption = document.createElement('figcaption')
  const name = document.createElement('span')
  name.textContent = title
  const legend = document.createElement('span')
  legend.className = 'legend'
  caption.append(name, legend)
  const picture = element('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img' })
  figure.replaceChildren(caption, picture)

  return {
    draw: (series) => {
      const most = Math.max(least, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)))
      const ceiling = roundUp(most)
      const y = (value: number) => top + (1 - value / ceiling) * (height - top - bottom)
      const x = (index: number, count: number) => left + (index / Math.max(count - 1, 1)) * (width - left - 4)
      const latest = series.map(({ name, values }) => `${name}: ${Math.round(values.at(-1) ?? 0)} ${unit}`)
      picture.setAttribute('aria-label', `${title} in the last minute. ${latest.join('. ')}`)
      picture.replaceChildren(
        ...[0, ceiling / 2, ceiling].flatMap((value) => [
          element('line', { x1: left, x2: width - 4, y1: y(value), y2: y(value), class: 'grid' }),
          label(left - 5, y(value) + 3, String(value), 'end'),
        ]),
        label(left, height - 4, 'a minute ago', 'start'),
        label(width - 4, height - 4, 'now', 'end'),
        ...series.map(({ className, values }) => {
          let isDrawing = false
          const path = values
            .map((value, index) => {
              if (value === undefined) return ''
              const step = isDrawing ? 'L' : 'M'
              isDrawing = true
              return `${step}${x(index, values.length).toFixed(1)} ${y(value).toFixed(1)}`
            })
            .join('')
          return element('path', { d: path, class: `line ${className}` })
        }),
      )
      legend.replaceChildren(
        ...series.map(({ name, className }) => {
          const entry = document.createElement('span')
          entry.className = `key ${className}`
          entry.textContent = `${name} (${unit})`
          return entry
        }),
      )
    },
  }
}

/** Rounds up to a number that halves well. */
function roundUp(value: number): number {
  const step = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 4, 6, 10].map((each) => each * step).find((each) => each >= value) ?? value
}

function label(x: number, y: number, text: string, anchor: string): Element {
  const written = element('text', { x, y, 'text-anchor': anchor })
  written.textContent = text
  return written
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  return made
}
