// A grid of small images from one sprite, in which one can be chosen, built from plain
// data. The page and the report share it; every word it shows comes from `data`.

const drawn = new WeakMap()
const addresses = new WeakMap()
const forgotten = new FinalizationRegistry(address => URL.revokeObjectURL(address))

// Draw `data` into `root`: sprite (a data URI, or null without pictures) with its
// columns and rows, tiles (number, description, true, predicted, note), chosen (a
// number or null), label and size (smallest width of a tile in pixels). `choose` is
// called with the number of a tile.
export function drawGrid(root, data, choose) {
  const { sprite, columns, rows, label, size } = data
  root.setAttribute('role', 'listbox')
  root.setAttribute('aria-label', label)
  root.style.setProperty('--size', `${size}px`)

  // Rebuilt only for new content: a rebuilt tile would lose the keyboard focus.
  const content = JSON.stringify([sprite, data.tiles])
  if (drawn.get(root) !== content) {
    drawn.set(root, content)
    root.style.setProperty('--sprite', sprite ? `url(${shortAddress(root, sprite)})` : '')
    root.style.setProperty('--sprite-size', `${columns * 100}% ${rows * 100}%`)
    rebuild(root, data)
  }
  mark(root, data.chosen)
  listen(root, choose)
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector('.digits')
  if (!root || !data) return
  drawGrid(root, data, number => setTriggerValue('choice', number))
}

// --- drawing

// The browser reads the address anew for each tile. A data URI makes 200 of them take
// five times as long as this.
function shortAddress(root, sprite) {
  const bytes = Uint8Array.from(
    atob(sprite.slice(sprite.indexOf(',') + 1)), letter => letter.charCodeAt(0)
  )
  const address = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }))
  if (addresses.has(root)) URL.revokeObjectURL(addresses.get(root))
  addresses.set(root, address)
  forgotten.unregister(root)
  forgotten.register(root, address, root)
  return address
}

function rebuild(root, data) {
  const focused = tileOf(root.getRootNode().activeElement, root)
  const position = [...root.children].indexOf(focused)
  root.classList.toggle('without-pictures', !data.sprite)
  root.replaceChildren(...data.tiles.map((tile, index) => option(tile, index, data)))
  if (focused) root.children[Math.min(position, root.children.length - 1)]?.focus()
}

function option(tile, index, { columns, rows }) {
  const made = document.createElement('button')
  made.type = 'button'
  made.title = tile.description
  made.dataset.number = tile.number
  made.tabIndex = -1
  made.setAttribute('role', 'option')
  made.setAttribute('aria-label', tile.description)
  const picture = part('picture')
  const left = percent(index % columns, columns)
  const top = percent(Math.floor(index / columns), rows)
  // The first layer is the tint.
  picture.style.backgroundPosition = `0 0, ${left} ${top}`
  made.append(picture, ...caption(tile))
  return made
}

function percent(index, count) {
  return `${count > 1 ? index * 100 / (count - 1) : 0}%`
}

function caption({ true: label, predicted, note }) {
  const isMistake = label !== null && predicted !== null && label !== predicted
  const reading = label ?? predicted
  if (reading === null && !note) return []
  const line = part('caption')
  if (reading !== null) line.append(part('reading', reading))
  if (isMistake) line.firstChild.append(' ', part('mistake', `→ ${predicted}`))
  if (note) line.append(part('note', note))
  return [line]
}

function part(name, text = '') {
  const made = document.createElement('span')
  made.className = name
  made.textContent = text
  return made
}

// --- choosing

function tileOf(node, root) {
  return node && root.contains(node) ? node.closest('[role=option]') : null
}

function mark(root, number) {
  const tiles = [...root.children]
  const chosen = tiles.find(tile => tile.dataset.number === String(number))
  for (const tile of tiles) tile.setAttribute('aria-selected', tile === chosen)
  const focused = tileOf(root.getRootNode().activeElement, root)
  moveTabStop(root, focused ?? chosen ?? tiles[0])
}

function moveTabStop(root, tile) {
  for (const old of root.querySelectorAll('[tabindex="0"]')) old.tabIndex = -1
  if (tile) tile.tabIndex = 0
}

function listen(root, choose) {
  root.onclick = event => {
    const tile = tileOf(event.target, root)
    if (!tile) return
    mark(root, tile.dataset.number)
    moveTabStop(root, tile)
    choose(Number(tile.dataset.number))
  }
  root.onkeydown = event => {
    const tile = tileOf(event.target, root)
    if (!tile || event.altKey || event.ctrlKey || event.metaKey) return
    const next = target([...root.children], tile, event.key)
    if (!next) return
    event.preventDefault()
    moveTabStop(root, next)
    next.focus()
  }
}

function target(tiles, tile, key) {
  const index = tiles.indexOf(tile)
  const last = tiles.length - 1
  const length = tiles.filter(each => each.offsetTop === tiles[0].offsetTop).length
  const isInLastLine = tile.offsetTop === tiles[last].offsetTop
  const next = {
    ArrowRight: Math.min(index + 1, last),
    ArrowLeft: Math.max(index - 1, 0),
    ArrowDown: isInLastLine ? index : Math.min(index + length, last),
    ArrowUp: index < length ? index : index - length,
    Home: 0,
    End: last,
  }[key]
  return tiles[next]
}
