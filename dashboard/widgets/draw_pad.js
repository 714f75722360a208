// A pad to draw one digit on with mouse, finger or pen. After every stroke the drawing
// goes to the server as grey pixels, black on white, and comes back as it was read.

const NAMESPACE = 'http://www.w3.org/2000/svg'
const SIDE = 280
const PEN = 18
// What the server gets has this side, in pixels.
const SENT = 140
const pads = new WeakMap()

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector('.pad-block')
  if (!root || !data) return
  if (!pads.has(root)) pads.set(root, { strokes: [], number: 0, points: null })
  const pad = pads.get(root)
  pad.data = data
  pad.deliver = drawing => setTriggerValue('drawing', drawing)
  words(root, data.words)
  listen(root, pad)
  show(root, pad)
}

function words(root, { pad, hint, undo, clear }) {
  root.querySelector('.pad svg').setAttribute('aria-label', pad)
  root.querySelector('.hint').textContent = hint
  root.querySelector('.undo').textContent = undo
  root.querySelector('.clear').textContent = clear
}

// --- drawing

function listen(root, pad) {
  const surface = root.querySelector('.pad svg')
  const pointOf = event => {
    const frame = surface.getBoundingClientRect()
    const along = (value, start, length) => (value - start) * SIDE / length
    return [
      along(event.clientX, frame.left, frame.width),
      along(event.clientY, frame.top, frame.height),
    ]
  }
  surface.onpointerdown = event => {
    if (!event.isPrimary || event.button !== 0) return
    event.preventDefault()
    surface.setPointerCapture(event.pointerId)
    pad.points = [pointOf(event)]
    surface.append(inkOf(pathThrough(pad.points)))
    root.querySelector('.hint').hidden = true
  }
  surface.onpointermove = event => {
    if (!pad.points || !event.isPrimary) return
    const between = event.getCoalescedEvents?.() ?? []
    pad.points.push(...(between.length ? between : [event]).map(pointOf))
    surface.lastChild.setAttribute('d', pathThrough(pad.points))
  }
  surface.onpointerup = event => {
    if (!pad.points || !event.isPrimary) return
    pad.strokes.push(pathThrough(pad.points))
    pad.points = null
    send(root, pad)
  }
  // The system took the pointer away, as when a second finger starts to zoom.
  surface.onpointercancel = () => {
    pad.points = null
    show(root, pad)
  }
  root.querySelector('.undo').onclick = () => {
    pad.strokes.pop()
    send(root, pad)
  }
  root.querySelector('.clear').onclick = () => {
    pad.strokes = []
    send(root, pad)
  }
}

// From the middle of one pair of points to the middle of the next: no corners.
function pathThrough(points) {
  const [[x, y], ...rest] = points
  // A dot is a stroke of no length, which its round ends make visible.
  if (!rest.length) return `M${x} ${y}l0.01 0`
  const parts = [`M${x} ${y}`]
  rest.forEach(([nextX, nextY], index) => {
    const [atX, atY] = points[index]
    parts.push(`Q${atX} ${atY} ${(atX + nextX) / 2} ${(atY + nextY) / 2}`)
  })
  parts.push(`L${rest.at(-1).join(' ')}`)
  return parts.join('')
}

function inkOf(path) {
  const made = document.createElementNS(NAMESPACE, 'path')
  made.setAttribute('class', 'ink')
  made.setAttribute('d', path)
  made.setAttribute('stroke-width', PEN)
  return made
}

function send(root, pad) {
  // No drawing has the number of another, not even after the page was left.
  pad.number = Date.now()
  show(root, pad)
  if (!pad.strokes.length) return
  pad.deliver({ number: pad.number, side: SENT, pixels: pixelsOf(pad.strokes) })
}

function pixelsOf(strokes) {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = SENT
  const brush = canvas.getContext('2d', { willReadFrequently: true })
  brush.fillStyle = '#fff'
  brush.fillRect(0, 0, SENT, SENT)
  brush.scale(SENT / SIDE, SENT / SIDE)
  Object.assign(brush, { lineWidth: PEN, lineCap: 'round', lineJoin: 'round' })
  for (const stroke of strokes) brush.stroke(new Path2D(stroke))
  const colours = brush.getImageData(0, 0, SENT, SENT).data
  const letters = []
  for (let place = 0; place < colours.length; place += 4) {
    letters.push(String.fromCharCode(colours[place]))
  }
  return btoa(letters.join(''))
}

// --- showing

function show(root, pad) {
  const { strokes, number, data } = pad
  const surface = root.querySelector('.pad svg')
  if (!pad.points) surface.replaceChildren(...strokes.map(inkOf))
  root.querySelector('.hint').hidden = strokes.length > 0 || pad.points !== null
  for (const name of ['undo', 'clear']) {
    root.querySelector(`.${name}`).disabled = !strokes.length
  }
  const outcome = root.querySelector('.outcome')
  const { result } = data
  if (!strokes.length) {
    outcome.replaceChildren()
  } else if (result?.number === number) {
    outcome.replaceChildren(...(result.error ? [part('p', '', result.error)] : [
      heads(data.words.heads), strip(strokes, result),
    ]))
  }
  // Else the last outcome stays until the next one is here.
}

function heads(words) {
  const line = part('div', 'strip heads')
  line.setAttribute('aria-hidden', 'true')
  line.append(...words.map(word => part('span', '', word)))
  return line
}

function strip(strokes, { predicted, sure, box, frame, note, description }) {
  const found = original(strokes)
  const mark = part('span', 'box')
  const [top, left, bottom, right] = box.map(share => 100 * share)
  mark.style.inset = `${top}% ${100 - right}% ${100 - bottom}% ${left}%`
  found.append(mark)
  const seen = part('span', 'frame28')
  seen.style.setProperty('--sprite', `url(${frame})`)
  const read = part('div', 'read')
  read.append(part('div', 'reading', predicted), part('div', 'sure', sure))
  if (note) read.append(part('div', 'warn', note))
  const line = part('div', 'strip')
  line.setAttribute('role', 'img')
  line.setAttribute('aria-label', description)
  const way = () => part('span', 'way', '→')
  line.append(original(strokes), way(), found, way(), seen, way(), read)
  return line
}

function original(strokes) {
  const made = part('span', 'original')
  const copy = document.createElementNS(NAMESPACE, 'svg')
  copy.setAttribute('viewBox', `0 0 ${SIDE} ${SIDE}`)
  copy.append(...strokes.map(inkOf))
  made.append(copy)
  return made
}

function part(tag, name, text = '') {
  const made = document.createElement(tag)
  made.className = name
  made.textContent = text
  return made
}
