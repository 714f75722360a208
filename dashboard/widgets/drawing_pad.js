// A surface to draw one digit on, empty or with an image of 28×28 pixels below, with pen
// and eraser, for pointer and keyboard. After every stroke its pixels go to the server.
//
// `history` starts with an image of ink levels. Each stroke adds a path in pixels, and a
// reset adds another image.

const SVG = 'http://www.w3.org/2000/svg'
const ARROWS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
}
const pads = new WeakMap()

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.drawing-pad')
  if (!root || !data) return
  if (!pads.has(root)) pads.set(root, newPad(data))
  const pad = pads.get(root)
  pad.data = data
  pad.deliver = drawing => setTriggerValue('drawing', drawing)
  root.querySelector('.surface').setAttribute('aria-label', data.label)
  for (const [name, text] of Object.entries(data.texts)) {
    root.querySelector(`.${name}`).textContent = text
  }
  listenToPointer(root, pad)
  listenToKeys(root, pad)
  listenToTools(root, pad)
  show(root, pad)
  return onUnmount(root, () => pads.delete(root))
}

function newPad({ side, original, pixels }) {
  const blank = new Uint8Array(side * side)
  return {
    original: original ? bytesOf(original) : blank,
    history: [{ image: pixels ? bytesOf(pixels) : blank }],
    tool: 'pen',
    place: [side / 2, side / 2],
    points: null,
    number: 0,
  }
}

// --- drawing

function listenToPointer(root, pad) {
  const surface = root.querySelector('.surface')
  const pointOf = event => {
    const frame = surface.getBoundingClientRect()
    const along = (value, start, length) => (value - start) * pad.data.side / length
    return [
      along(event.clientX, frame.left, frame.width),
      along(event.clientY, frame.top, frame.height),
    ]
  }
  surface.onpointerdown = event => {
    if (!event.isPrimary || event.button !== 0) return
    surface.setPointerCapture(event.pointerId)
    pad.points = [pointOf(event)]
    begin(pad, pad.points)
    show(root, pad)
  }
  surface.onpointermove = event => {
    if (!pad.points || !event.isPrimary) return
    const between = event.getCoalescedEvents?.() ?? []
    pad.points.push(...(between.length ? between : [event]).map(pointOf))
    pad.history.at(-1).path = pathThrough(pad.points)
    show(root, pad)
  }
  surface.onpointerup = event => {
    if (!pad.points || !event.isPrimary) return
    pad.points = null
    send(root, pad)
  }
  // The system takes the pointer away, for example when a second finger starts to zoom.
  surface.onpointercancel = () => {
    if (!pad.points) return
    pad.points = null
    pad.history.pop()
    show(root, pad)
  }
}

function listenToKeys(root, pad) {
  root.querySelector('.surface').onkeydown = event => {
    const step = ARROWS[event.key]
    if (!step && event.key !== ' ') return
    event.preventDefault()
    // Otherwise the arrows would lead to the next image.
    event.stopPropagation()
    if (step) {
      const last = pad.data.side - 1
      pad.place = pad.place.map((at, axis) => Math.min(Math.max(at + step[axis], 0), last))
      show(root, pad)
    } else {
      begin(pad, [pad.place.map(at => at + 0.5)])
      send(root, pad)
    }
  }
}

function listenToTools(root, pad) {
  for (const button of root.querySelectorAll('[data-tool]')) {
    button.onclick = () => {
      pad.tool = button.dataset.tool
      show(root, pad)
    }
  }
  root.querySelector('.undo').onclick = () => {
    pad.history.pop()
    send(root, pad)
  }
  root.querySelector('.reset').onclick = () => {
    pad.history.push({ image: pad.original })
    send(root, pad)
  }
}

function begin(pad, points) {
  pad.history.push({ path: pathThrough(points), tool: pad.tool })
}

// From the middle of one pair of points to the middle of the next: no corners.
function pathThrough(points) {
  const [[x, y], ...rest] = points
  // A dot is a stroke without length, which its round ends make visible.
  if (!rest.length) return `M${x} ${y}l0.01 0`
  const parts = rest.map(([nextX, nextY], index) => {
    const [atX, atY] = points[index]
    return `Q${atX} ${atY} ${(atX + nextX) / 2} ${(atY + nextY) / 2}`
  })
  return `M${x} ${y}${parts.join('')}L${rest.at(-1).join(' ')}`
}

function send(root, pad) {
  // A number that no other drawing has, not even after the user has left the page.
  pad.number = Date.now()
  show(root, pad)
  const { side, isBlankIgnored } = pad.data
  if (isBlankIgnored && !visibleStrokes(pad).length) return
  const letters = Array.from(canvasOf(pad).levels, level => String.fromCharCode(level))
  pad.deliver({ number: pad.number, side, pixels: btoa(letters.join('')) })
}

function visibleStrokes({ history }) {
  return history.slice(history.findLastIndex(({ image }) => image) + 1)
}

function canvasOf(pad) {
  const { side, widths } = pad.data
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = side
  const brush = canvas.getContext('2d', { willReadFrequently: true })
  const colours = brush.createImageData(side, side)
  pad.history.findLast(({ image }) => image).image.forEach((level, place) => {
    colours.data.set([level, level, level, 255], 4 * place)
  })
  brush.putImageData(colours, 0, 0)
  Object.assign(brush, { lineCap: 'round', lineJoin: 'round' })
  for (const { path, tool } of visibleStrokes(pad)) {
    Object.assign(brush, {
      lineWidth: widths[tool], strokeStyle: tool === 'pen' ? '#fff' : '#000',
    })
    brush.stroke(new Path2D(path))
  }
  const { data } = brush.getImageData(0, 0, side, side)
  return { canvas, levels: data.filter((_, index) => index % 4 === 0) }
}

// --- showing

function show(root, pad) {
  const { history, place, tool, data } = pad
  root.querySelector('.undo').disabled = history.length === 1
  for (const button of root.querySelectorAll('[data-tool]')) {
    button.setAttribute('aria-pressed', button.dataset.tool === tool)
  }
  if (root.querySelector('svg.surface')) return showDrawing(root, pad)
  const { canvas, levels } = canvasOf(pad)
  showPicture(root.querySelector('.surface'), canvas.toDataURL())
  const [left, top] = place.map(at => `${100 * at / data.side}%`)
  Object.assign(root.querySelector('.place').style, { left, top })
  root.querySelector('.reset').disabled = levels.every((level, index) => (
    level === pad.original[index]
  ))
  const seen = root.querySelector('.seen')
  showPicture(seen, data.seen)
  seen.setAttribute('aria-label', data.description)
}

function showPicture(frame, address) {
  frame.style.setProperty('--picture', `url(${address})`)
}

function showDrawing(root, pad) {
  const { number, points, data: { result, heads } } = pad
  const strokes = visibleStrokes(pad)
  root.querySelector('svg.surface').replaceChildren(...strokes.map(stroke => inkOf(stroke, pad)))
  root.querySelector('.hint').hidden = strokes.length > 0
  root.querySelector('.reset').disabled = !strokes.length
  const outcome = root.querySelector('.outcome')
  if (!strokes.length) outcome.replaceChildren()
  // Otherwise the last outcome stays until the next one is here.
  else if (!points && result?.number === number) {
    outcome.replaceChildren(...(result.error ? [element('p', '', result.error)] : [
      framingHeads(heads), strip(strokes, result, pad),
    ]))
  }
}

function inkOf({ path, tool }, { data }) {
  const made = document.createElementNS(SVG, 'path')
  made.setAttribute('class', 'ink')
  made.setAttribute('d', path)
  made.setAttribute('stroke-width', data.widths[tool])
  return made
}

function strip(strokes, result, pad) {
  const found = original(strokes, pad)
  found.append(boxMark(result.box))
  const frame = element('span', 'picture')
  frame.style.setProperty('--sprite', `url(${result.frame})`)
  const line = element('div', 'strip', '', { role: 'img', 'aria-label': result.description })
  line.append(...framingParts(original(strokes, pad), found, frame, sideCaption(result)))
  return line
}

function original(strokes, pad) {
  const copy = document.createElementNS(SVG, 'svg')
  copy.setAttribute('viewBox', `0 0 ${pad.data.side} ${pad.data.side}`)
  copy.append(...strokes.map(stroke => inkOf(stroke, pad)))
  const made = element('span', 'original')
  made.append(copy)
  return made
}
