function element(tag, text = '', attributes = {}) {
  const node = document.createElement(tag)
  node.textContent = text
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  return node
}

function percent(index, count) {
  return `${count > 1 ? index * 100 / (count - 1) : 0}%`
}

function tileButton(tile, { columns, rows }) {
  const button = element('button', '', {
    type: 'button', title: tile.description, 'aria-label': tile.description,
    'data-tile': tile.number,
  })
  const left = percent(tile.place % columns, columns)
  const top = percent(Math.floor(tile.place / columns), rows)
  button.style.backgroundPosition = `0 0, ${left} ${top}`
  return button
}

function headButton(row, index) {
  const button = element('button', row.title || '', {
    type: 'button', class: 'head', 'data-row': index, title: row.description,
    'aria-label': row.description,
  })
  if (row.kind === 'pair') {
    button.append(row.true, element('i', '→'), element('em', row.predicted))
  }
  return button
}

function rowElement(row, index, data) {
  const line = element('div', '', { class: `row ${row.kind}` })
  const note = element('div', '', { class: 'note' })
  row.notes.forEach(([strong, rest]) => {
    const part = element('div')
    if (strong) part.append(element('b', strong))
    part.append(element('span', strong ? ` ${rest}` : rest, { class: strong ? '' : 'mute' }))
    note.append(part)
  })
  const tiles = element('div', '', { class: 'tiles' })
  tiles.append(...row.tiles.map(tile => tileButton(tile, data)))
  if (row.more) tiles.append(element('span', row.more, { class: 'more' }))
  const head = headButton(row, index)
  if (row.kind === 'pair') {
    line.append(head, note, tiles)
  } else {
    const words = element('div')
    words.append(head, note)
    line.append(words, tiles)
  }
  return line
}

/** Fill `root` with rows of a heading, notes and thumbnails; tell `choose` of clicks. */
export function drawStrips(root, data, choose) {
  root.style.setProperty('--sprite', `url(${data.sprite})`)
  root.style.setProperty('--sprite-size', `${data.columns * 100}% ${data.rows * 100}%`)
  root.style.setProperty('--size', `${data.size}px`)
  // Rebuilt only for new content: a rebuilt button would lose the keyboard focus.
  const content = JSON.stringify([data.lines, data.sprite.length, data.sprite.slice(-48)])
  if (root.dataset.content !== content) {
    root.dataset.content = content
    root.replaceChildren(...data.lines.map((row, index) => rowElement(row, index, data)))
  }
  root.onclick = event => {
    const button = event.target.closest('button')
    if (!button) return
    const { tile, row } = button.dataset
    choose(tile === undefined ? { row: Number(row) } : { tile: Number(tile) })
  }
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector('.strips')
  if (!root || !data) return
  drawStrips(root, data, choice => setTriggerValue('choice', choice))
}
