// Small images from one sprite, in groups with headings and captions, in four layouts.
// Every word comes from `data`.

const drawn = new WeakMap()
const LAYOUTS = { digits, strips, framings, causes }

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.gallery')
  if (!root || !data) return
  // Rebuilt only for new content: a rebuilt button would lose the keyboard focus.
  const content = JSON.stringify({ ...data, chosen: null })
  if (drawn.get(root) !== content) {
    drawn.set(root, content)
    setSprite(root, data)
    root.style.setProperty('--size', `${data.size}px`)
    rebuild(root, data)
  }
  root.onclick = event => {
    const button = event.target.closest('button')
    if (!button) return
    const { tile, group } = button.dataset
    if (data.layout === 'digits') mark(root, tile, button)
    const choice = tile === undefined ? { group: Number(group) } : { tile: Number(tile) }
    setTriggerValue('choice', choice)
  }
  root.onkeydown = null
  if (data.layout === 'digits') {
    mark(root, data.chosen)
    root.onkeydown = event => walk(root, event)
  }
  return onUnmount(root, () => releaseSprite(root))
}

// --- drawing

function rebuild(root, data) {
  const old = tilesOf(root)
  const known = new Set(old.map(tile => tile.dataset.tile))
  const focused = root.getRootNode().activeElement
  const place = old.indexOf(focused)
  root.className = `gallery ${data.layout}`
  root.classList.toggle('without-pictures', !data.sprite)
  root.replaceChildren(...LAYOUTS[data.layout](data, root))
  const tiles = tilesOf(root)
  if (place >= 0) tiles[Math.min(place, tiles.length - 1)]?.focus()
  // After `more`, the focus continues at the first new image.
  else if (focused?.matches('button.more')) {
    tiles.find(tile => !known.has(tile.dataset.tile))?.focus()
  }
}

function tilesOf(root) {
  return [...root.querySelectorAll('[data-tile]')]
}

function tileButton(name, { number, description }, parts, attributes = {}) {
  const button = element('button', name, '', {
    type: 'button', title: description, 'aria-label': description, 'data-tile': number,
    ...attributes,
  })
  button.append(...parts)
  return button
}

function digits(data, root) {
  root.setAttribute('role', 'listbox')
  root.setAttribute('aria-label', data.label)
  return data.tiles.map((tile, place) => tileButton(
    '', tile, [spritePicture(place, data), ...captionBelow(tile)],
    { role: 'option', tabindex: -1 },
  ))
}

function captionBelow({ true: label, predicted, note, details = [] }) {
  if (!label && !predicted && !note) return []
  const line = element('span', 'caption')
  if (label || predicted) line.append(element('span', 'reading', label ?? predicted))
  if (label && predicted && label !== predicted) {
    line.firstChild.append(' ', element('span', 'mistake', `→ ${predicted}`))
  }
  if (note) line.append(element('span', 'note', note))
  line.append(...details.map(each => element('span', 'detail', each)))
  return [line]
}

function strips(data) {
  return data.groups.map((group, index) => {
    const tiles = element('div', 'tiles')
    tiles.append(...buttonsOf(group, data, (tile, place) => (
      tileButton('', tile, [spritePicture(place, data)])
    )))
    if (group.more) tiles.append(element('span', 'more', group.more))
    const head = reading('button', 'head', group.pair ?? [group.title], {
      type: 'button', title: group.description, 'aria-label': group.description,
      'data-group': index,
    })
    const line = element('div', `row ${group.pair ? 'pair' : 'link'}`)
    if (group.pair) {
      line.append(head, notes(group), tiles)
    } else {
      const words = element('div')
      words.append(head, notes(group))
      line.append(words, tiles)
    }
    return line
  })
}

function notes(group) {
  const made = element('div', 'note')
  made.append(...group.notes.map(([strong, rest]) => {
    const line = element('div')
    if (strong) line.append(element('b', '', strong))
    line.append(element('span', strong ? '' : 'mute', strong ? ` ${rest}` : rest))
    return line
  }))
  return made
}

function framings(data) {
  const heads = data.tiles.slice(0, 2).map(() => framingHeads(data.heads))
  return [...heads, ...data.tiles.map((tile, place) => tileButton('strip', tile, framingParts(
    original(tile.original),
    original(tile.original, tile.box),
    spritePicture(place, data),
    sideCaption(tile),
  )))]
}

function original({ address, wide, high, coarse }, box = null) {
  const made = element('span', 'original')
  const sheet = element('span', 'sheet')
  sheet.style.setProperty('--wide', `${100 * wide}%`)
  sheet.style.setProperty('--high', `${100 * high}%`)
  sheet.append(element('img', coarse ? 'coarse' : '', '', { src: address, alt: '' }))
  if (box) sheet.append(boxMark(box))
  made.append(sheet)
  return made
}

function causes(data) {
  return data.groups.map((group, index) => {
    const head = element('h3', '', group.title)
    head.append(' ', element('span', '', group.count))
    const cards = element('div', 'cards')
    cards.append(...buttonsOf(group, data, (tile, place) => card(tile, place, data)))
    const section = element('section', `of-${group.length}`)
    section.append(head, notes(group), cards)
    if (group.more) {
      section.append(element('button', 'more', group.more, {
        type: 'button', 'aria-label': `${group.more}: ${group.title}`, 'data-group': index,
      }))
    }
    return section
  })
}

function card(tile, place, data) {
  const corrected = tile.corrected === undefined
    ? []
    : [element('span', 'way', '→'), spritePicture(tile.corrected, data)]
  return tileButton(
    'card', tile, [spritePicture(place, data), ...corrected, sideCaption(tile)]
  )
}

// The place of a tile in `data.tiles` is its place in the sprite.
function buttonsOf({ start, length }, { tiles }, button) {
  return tiles.slice(start, start + length).map((tile, at) => button(tile, start + at))
}

// --- choosing in a grid

function mark(root, number, focused = root.getRootNode().activeElement) {
  const tiles = tilesOf(root)
  const chosen = tiles.find(tile => tile.dataset.tile === String(number))
  for (const tile of tiles) tile.setAttribute('aria-selected', tile === chosen)
  moveTabStop(tiles, tiles.includes(focused) ? focused : chosen ?? tiles[0])
}

function walk(root, event) {
  const tile = event.target.closest('[data-tile]')
  if (!tile || event.altKey || event.ctrlKey || event.metaKey) return
  const tiles = tilesOf(root)
  const next = neighbour(tiles, tile, event.key)
  if (!next) return
  event.preventDefault()
  moveFocus(tiles, next)
}
