// A digit of 28×28 pixels to draw on and to rub out, with a pointer or with the keyboard.
// After every stroke its pixels go to the server, which says how they are read.

const SIDE = 28
// How far a stroke reaches from its middle, in pixels; the last of them fades.
const REACH = { pen: 1.9, rubber: 2.3 }
const STEPS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
}
const pads = new WeakMap()

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.retouch')
  if (!root || !data) return
  if (!pads.has(root)) {
    pads.set(root, {
      original: bytes(data.original),
      pixels: bytes(data.pixels),
      past: [],
      tool: 'pen',
      place: [SIDE / 2, SIDE / 2],
      from: null,
    })
  }
  const pad = pads.get(root)
  pad.deliver = () => setTriggerValue('pixels', {
    side: SIDE, pixels: btoa(String.fromCharCode(...pad.pixels)),
  })
  words(root, data.words)
  listen(root, pad)
  const seen = root.querySelector('.seen')
  seen.style.setProperty('--picture', `url(${data.seen})`)
  seen.setAttribute('aria-label', data.description)
  show(root, pad)
}

function bytes(text) {
  return Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
}

function words(root, { paper, name, seen, pen, rubber, undo, again }) {
  root.querySelector('.paper').setAttribute('aria-label', name)
  const texts = { '.for-paper': paper, '.for-seen': seen, '.pen': pen }
  Object.assign(texts, { '.rubber': rubber, '.undo': undo, '.again': again })
  for (const [place, text] of Object.entries(texts)) {
    root.querySelector(place).textContent = text
  }
}

// --- drawing

function listen(root, pad) {
  const paper = root.querySelector('.paper')
  const pointOf = event => {
    const frame = paper.getBoundingClientRect()
    const along = (value, start, length) => (value - start) * SIDE / length
    return [
      along(event.clientX, frame.left, frame.width),
      along(event.clientY, frame.top, frame.height),
    ]
  }
  paper.onpointerdown = event => {
    if (!event.isPrimary || event.button !== 0) return
    paper.setPointerCapture(event.pointerId)
    pad.from = pointOf(event)
    begin(pad)
    stroke(pad, pad.from, pad.from)
    show(root, pad)
  }
  paper.onpointermove = event => {
    if (!pad.from || !event.isPrimary) return
    const between = event.getCoalescedEvents?.() ?? []
    for (const each of between.length ? between : [event]) {
      const to = pointOf(each)
      stroke(pad, pad.from, to)
      pad.from = to
    }
    show(root, pad)
  }
  paper.onpointerup = event => {
    if (!pad.from || !event.isPrimary) return
    pad.from = null
    pad.deliver()
  }
  // The system took the pointer away, as when a second finger starts to zoom.
  paper.onpointercancel = () => {
    if (!pad.from) return
    pad.from = null
    pad.pixels = pad.past.pop()
    show(root, pad)
  }
  paper.onkeydown = event => {
    const step = STEPS[event.key]
    if (!step && event.key !== ' ') return
    event.preventDefault()
    // Else the arrows would lead on to the next image.
    event.stopPropagation()
    if (step) {
      pad.place = pad.place.map((at, axis) => {
        return Math.min(Math.max(at + step[axis], 0), SIDE - 1)
      })
    } else {
      begin(pad)
      const middle = pad.place.map(at => at + 0.5)
      stroke(pad, middle, middle)
      pad.deliver()
    }
    show(root, pad)
  }
  for (const tool of ['pen', 'rubber']) {
    root.querySelector(`.${tool}`).onclick = () => {
      pad.tool = tool
      show(root, pad)
    }
  }
  root.querySelector('.undo').onclick = () => replace(pad.past.pop())
  root.querySelector('.again').onclick = () => {
    begin(pad)
    replace(pad.original.slice())
  }
  const replace = pixels => {
    pad.pixels = pixels
    show(root, pad)
    pad.deliver()
  }
}

function begin(pad) {
  pad.past.push(pad.pixels.slice())
}

// Ink, or paper, on every pixel near the line from one point to another.
function stroke({ pixels, tool }, [x0, y0], [x1, y1]) {
  const [dx, dy] = [x1 - x0, y1 - y0]
  const length = dx * dx + dy * dy
  for (let place = 0; place < pixels.length; place += 1) {
    const [x, y] = [place % SIDE + 0.5, Math.floor(place / SIDE) + 0.5]
    const share = length ? ((x - x0) * dx + (y - y0) * dy) / length : 0
    const near = Math.min(Math.max(share, 0), 1)
    const distance = Math.hypot(x - x0 - near * dx, y - y0 - near * dy)
    const cover = Math.round(255 * Math.min(Math.max(REACH[tool] - distance, 0), 1))
    pixels[place] = tool === 'pen'
      ? Math.max(pixels[place], cover)
      : Math.min(pixels[place], 255 - cover)
  }
}

// --- showing

function show(root, pad) {
  const paper = root.querySelector('.paper')
  paper.style.setProperty('--picture', `url(${picture(pad.pixels)})`)
  const [left, top] = pad.place.map(at => `${100 * at / SIDE}%`)
  Object.assign(root.querySelector('.place').style, { left, top })
  for (const tool of ['pen', 'rubber']) {
    root.querySelector(`.${tool}`).setAttribute('aria-pressed', pad.tool === tool)
  }
  root.querySelector('.undo').disabled = !pad.past.length
  root.querySelector('.again').disabled = pad.pixels.every(
    (level, place) => level === pad.original[place],
  )
}

function picture(pixels) {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = SIDE
  const brush = canvas.getContext('2d')
  const colours = brush.createImageData(SIDE, SIDE)
  pixels.forEach((level, place) => {
    colours.data.set([level, level, level, 255], 4 * place)
  })
  brush.putImageData(colours, 0, 0)
  return canvas.toDataURL()
}
