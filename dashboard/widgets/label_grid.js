// A grid of small images in which one key labels all selected ones.
//
// Every action has a number and is sent again with each later one until the server
// confirms it: Streamlit keeps only the last of several messages in transit.

const NO_LABEL = -1
const grids = new WeakMap()

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.labelling')
  if (!root || !data) return
  if (!grids.has(root)) {
    grids.set(root, { chosen: new Set(), pending: [], anchor: null, content: '' })
  }
  const grid = grids.get(root)
  grid.data = data
  grid.deliver = () => setTriggerValue('actions', grid.pending)
  grid.pending = grid.pending.filter(action => action.number > data.done)
  draw(root, grid)
  listen(root, grid)
  return onUnmount(root, () => releaseSprite(root.querySelector('.digits')))
}

// --- drawing

function draw(root, grid) {
  const { data } = grid
  const content = JSON.stringify([data.sprite, data.tiles.map(tile => tile.number)])
  const list = root.querySelector('.digits')
  if (grid.content !== content) {
    grid.content = content
    grid.chosen.clear()
    grid.anchor = null
    list.setAttribute('aria-label', data.words.label)
    list.style.setProperty('--size', `${data.size}px`)
    setSprite(list, data)
    list.replaceChildren(...data.tiles.map((tile, place) => option(tile, place, data)))
    drawTools(root.querySelector('.tools'), data.words)
  }
  refresh(root, grid)
}

function option(tile, place, data) {
  const made = element('button', '', '', {
    type: 'button', role: 'option', tabindex: place ? -1 : 0,
  })
  made.append(spritePicture(place, data), element('span', 'caption'))
  return made
}

function drawTools(tools, words) {
  const digits = [...Array(10).keys()].map(digit => (
    button('digit', String(digit), words.give.replace('{digit}', digit), { digit })
  ))
  tools.replaceChildren(
    ...digits,
    button('', words.none, words.none, { digit: NO_LABEL }),
    button('', words.undo, words.undo, { act: 'undo' }),
    button('', words.all, words.all, { act: 'all' }),
    button('', words.drop, words.drop, { act: 'drop' })
  )
}

// Update all that changes while the pictures stay: labels, selection and buttons.
function refresh(root, grid) {
  const { data, chosen } = grid
  const labels = currentLabels(grid)
  const tiles = [...root.querySelector('.digits').children]
  tiles.forEach((made, index) => {
    const { number, name } = data.tiles[index]
    const label = labels.get(number)
    const caption = made.querySelector('.caption')
    const text = label === null ? data.words.unlabelled : String(label)
    caption.replaceChildren(element('span', label === null ? 'missing' : 'given', text))
    made.setAttribute('aria-selected', chosen.has(number))
    made.setAttribute('aria-label', `${name}: ${text}`)
    made.title = name
  })
  for (const made of root.querySelectorAll('.tools [data-digit]')) {
    made.disabled = !chosen.size
  }
  root.querySelector('[data-act=drop]').disabled = !chosen.size
  root.querySelector('[data-act=undo]').disabled = !data.can_undo && !grid.pending.length
  const { status, hint } = data.words
  root.querySelector('.status').textContent = chosen.size
    ? status.replace('{count}', chosen.size)
    : hint
}

function currentLabels({ data, pending }) {
  const labels = new Map(data.tiles.map(tile => [tile.number, tile.label]))
  for (const { positions, digit } of pending) {
    for (const number of positions ?? []) {
      if (labels.has(number)) labels.set(number, digit === NO_LABEL ? null : digit)
    }
  }
  return labels
}

// --- acting

function act(root, grid, action) {
  const number = Math.max(Date.now(), (grid.pending.at(-1)?.number ?? 0) + 1)
  grid.pending.push({ number, ...action })
  refresh(root, grid)
  grid.deliver()
}

function give(root, grid, digit) {
  const tiles = [...root.querySelector('.digits').children]
  const index = tiles.indexOf(focusedTile(root))
  let positions = [...grid.chosen]
  // Without a selection, label the focused tile and move to the next.
  if (!positions.length && index >= 0) {
    positions = [grid.data.tiles[index].number]
    moveFocus(tiles, tiles[Math.min(index + 1, tiles.length - 1)])
  }
  if (!positions.length) return
  grid.chosen.clear()
  act(root, grid, { positions, digit })
}

function listen(root, grid) {
  root.onclick = event => {
    const made = event.target.closest('button')
    if (!made) return
    const { digit, act: name } = made.dataset
    if (digit !== undefined) give(root, grid, Number(digit))
    else if (name === 'undo') act(root, grid, { undo: true })
    else if (name === 'all') chooseUnlabelled(root, grid)
    else if (name === 'drop') chooseNone(root, grid)
    else chooseTile(root, grid, made, event.shiftKey)
  }
  root.onkeydown = event => {
    const tile = event.target.closest('[role=option]')
    const { key } = event
    const withCommand = event.ctrlKey || event.metaKey
    if (event.altKey) return
    if (withCommand && key.toLowerCase() === 'z') act(root, grid, { undo: true })
    else if (withCommand && key.toLowerCase() === 'a' && tile) chooseAll(root, grid)
    else if (withCommand) return
    else if (/^[0-9]$/.test(key)) give(root, grid, Number(key))
    else if (key === 'Backspace' || key === 'Delete') give(root, grid, NO_LABEL)
    else if (key === 'Escape' && grid.chosen.size) chooseNone(root, grid)
    else if (!tile || !step(root, tile, key)) return
    event.preventDefault()
    // Otherwise a digit would also be a shortcut of the page.
    event.stopPropagation()
  }
}

// --- choosing

function chooseTile(root, grid, made, withRange) {
  const tiles = [...root.querySelector('.digits').children]
  const index = tiles.indexOf(made)
  if (index < 0) return
  const numbers = grid.data.tiles.map(tile => tile.number)
  if (withRange && grid.anchor !== null) {
    const [start, end] = [grid.anchor, index].sort((one, other) => one - other)
    numbers.slice(start, end + 1).forEach(number => grid.chosen.add(number))
  } else if (!grid.chosen.delete(numbers[index])) {
    grid.chosen.add(numbers[index])
  }
  grid.anchor = index
  moveFocus(tiles, made)
  refresh(root, grid)
}

function chooseUnlabelled(root, grid) {
  for (const [number, label] of currentLabels(grid)) {
    if (label === null) grid.chosen.add(number)
  }
  refresh(root, grid)
  // Otherwise the next key would not reach the grid.
  root.querySelector('.digits [tabindex="0"]')?.focus()
}

function chooseAll(root, grid) {
  for (const { number } of grid.data.tiles) grid.chosen.add(number)
  refresh(root, grid)
}

function chooseNone(root, grid) {
  grid.chosen.clear()
  refresh(root, grid)
}

function focusedTile(root) {
  return root.getRootNode().activeElement?.closest('[role=option]') ?? null
}

function step(root, tile, key) {
  const tiles = [...root.querySelector('.digits').children]
  const next = neighbour(tiles, tile, key)
  if (next) moveFocus(tiles, next)
  return Boolean(next)
}

function button(name, text, description, data) {
  const made = element('button', name, text, { type: 'button', 'aria-label': description })
  Object.assign(made.dataset, data)
  return made
}
