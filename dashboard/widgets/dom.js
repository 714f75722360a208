// Helpers that `assets.javascript` joins with the script of a widget.

const spriteUrls = new WeakMap()

function element(tag, name = '', text = '', attributes = {}) {
  const made = document.createElement(tag)
  made.className = name
  made.textContent = text
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}

function percent(index, count) {
  return `${count > 1 ? index * 100 / (count - 1) : 0}%`
}

/**
 * Return a clean-up function that runs `clean` once `root` has left the page. Streamlit
 * also calls the clean-up of an outdated draw, while the widget is still on the page.
 */
function onUnmount(root, clean) {
  return () => {
    if (!root.isConnected) clean()
  }
}

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
}

/** Return the picture in one place of the sprite of `data`. */
function spritePicture(place, { columns, rows }) {
  const made = element('span', 'picture')
  const left = percent(place % columns, columns)
  const top = percent(Math.floor(place / columns), rows)
  // The first layer is the tint.
  made.style.backgroundPosition = `0 0, ${left} ${top}`
  return made
}

/** Set the sprite of all pictures in `root`: a data URI, or null for no pictures. */
function setSprite(root, { sprite, columns, rows }) {
  releaseSprite(root)
  if (sprite) {
    // The browser parses the address again for each tile. A data URI makes 200 tiles take
    // five times as long as an object URL.
    const bytes = bytesOf(sprite.slice(sprite.indexOf(',') + 1))
    spriteUrls.set(root, URL.createObjectURL(new Blob([bytes], { type: 'image/png' })))
  }
  root.style.setProperty('--sprite', sprite ? `url(${spriteUrls.get(root)})` : '')
  root.style.setProperty('--sprite-size', `${columns * 100}% ${rows * 100}%`)
}

function releaseSprite(root) {
  if (spriteUrls.has(root)) URL.revokeObjectURL(spriteUrls.get(root))
  spriteUrls.delete(root)
}

/** Return the tile that a key leads to, or undefined for a key that moves nothing. */
function neighbour(tiles, tile, key) {
  const index = tiles.indexOf(tile)
  const last = tiles.length - 1
  const length = tiles.filter(other => other.offsetTop === tiles[0].offsetTop).length
  const isInLastLine = tile.offsetTop === tiles[last].offsetTop
  const target = {
    ArrowRight: Math.min(index + 1, last),
    ArrowLeft: Math.max(index - 1, 0),
    ArrowDown: isInLastLine ? index : Math.min(index + length, last),
    ArrowUp: index < length ? index : index - length,
    Home: 0,
    End: last,
  }[key]
  return tiles[target]
}

/** Make a tile the only tab stop of its grid. */
function moveTabStop(tiles, tile) {
  for (const other of tiles) other.tabIndex = other === tile ? 0 : -1
}

function moveFocus(tiles, tile) {
  moveTabStop(tiles, tile)
  tile.focus()
}
