// Buttons that hand out a figure as a file: the SVG as it is, or a PNG that the browser
// draws from it, in the fonts of this computer.

const SCALE = 3

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.figures')
  if (!root || !data || root.dataset.content === JSON.stringify(data)) return
  root.dataset.content = JSON.stringify(data)
  root.replaceChildren(...data.figures.map(figure => line(figure, data)))
}

function line(figure, { png, svg }) {
  const row = document.createElement('div')
  row.className = 'tools'
  const name = document.createElement('span')
  name.textContent = figure.name
  row.append(
    name,
    button(figure, png, 'PNG', () => raster(figure.svg)),
    button(figure, svg, 'SVG', () => new Blob([figure.svg], { type: 'image/svg+xml' })),
  )
  return row
}

function button(figure, label, kind, make) {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = kind
  made.setAttribute('aria-label', label.replace('{name}', figure.name))
  made.onclick = async () => save(await make(), `${figure.file}.${kind.toLowerCase()}`)
  return made
}

async function raster(svg) {
  const picture = new Image()
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await picture.decode()
  const canvas = document.createElement('canvas')
  canvas.width = SCALE * picture.naturalWidth
  canvas.height = SCALE * picture.naturalHeight
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise(resolve => canvas.toBlob(resolve, 'image/png'))
}

function save(blob, name) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
