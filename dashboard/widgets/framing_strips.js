// Rows that show how a picture became what the network saw: the original, the digit
// found in it, the frame and how it was read. Every word comes from `data`.

const drawn = new WeakMap()

function element(tag, name, text = '', attributes = {}) {
  const node = document.createElement(tag)
  node.className = name
  node.textContent = text
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  return node
}

function percent(index, count) {
  return `${count > 1 ? index * 100 / (count - 1) : 0}%`
}

function original({ address, wide, high, coarse }, box) {
  const made = element('span', 'original')
  const sheet = element('span', 'sheet')
  sheet.style.setProperty('--wide', `${100 * wide}%`)
  sheet.style.setProperty('--high', `${100 * high}%`)
  sheet.append(element('img', coarse ? 'coarse' : '', '', { src: address, alt: '' }))
  if (box) {
    const mark = element('span', 'box')
    const [top, left, bottom, right] = box.map(share => 100 * share)
    mark.style.inset = `${top}% ${100 - right}% ${100 - bottom}% ${left}%`
    sheet.append(mark)
  }
  made.append(sheet)
  return made
}

function reading(row) {
  const made = element('span', 'read')
  const line = element('div', 'reading', row.true ?? row.predicted)
  if (row.true !== null && row.true !== row.predicted) {
    line.append(element('i', '', '→'), element('em', '', row.predicted))
  }
  made.append(line, element('div', 'sure', row.sure))
  if (row.warning) made.append(element('div', 'warn', row.warning))
  for (const note of row.notes) made.append(element('div', 'small', note))
  return made
}

function strip(row, index, { columns, rows }) {
  const line = element('button', 'strip', '', {
    type: 'button', title: row.description, 'aria-label': row.description,
    'data-number': row.number,
  })
  const seen = element('span', 'frame28')
  const left = percent(index % columns, columns)
  const top = percent(Math.floor(index / columns), rows)
  seen.style.backgroundPosition = `0 0, ${left} ${top}`
  const way = () => element('span', 'way', '→')
  line.append(
    original(row.original, null), way(), original(row.original, row.box), way(), seen, way(),
    reading(row)
  )
  return line
}

function heads(words) {
  const line = element('div', 'strip heads', '', { 'aria-hidden': 'true' })
  line.append(...words.map(word => element('span', '', word)))
  return line
}

/** Fill `root` with one row per picture; tell `choose` the number of a chosen one. */
export function drawFramings(root, data, choose) {
  const lines = root.querySelector('.lines')
  // Rebuilt only for new content: a rebuilt row would lose the keyboard focus.
  const content = JSON.stringify([data.heads, data.lines, data.sprite])
  if (drawn.get(root) !== content) {
    drawn.set(root, content)
    root.style.setProperty('--sprite', `url(${data.sprite})`)
    root.style.setProperty('--sprite-size', `${data.columns * 100}% ${data.rows * 100}%`)
    lines.replaceChildren(
      heads(data.heads),
      ...(data.lines.length > 1 ? [heads(data.heads)] : []),
      ...data.lines.map((row, index) => strip(row, index, data))
    )
  }
  root.onclick = event => {
    const line = event.target.closest('button.strip')
    if (line) choose(Number(line.dataset.number))
  }
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector('.strip-list')
  if (!root || !data) return
  drawFramings(root, data, number => setTriggerValue('choice', number))
}
