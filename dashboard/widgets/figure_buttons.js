// Buttons that save a figure as a file: the SVG as it is, or a PNG that the browser draws
// from it, in the fonts of this computer.

const SCALE = 3
const URL_LIFETIME = 10_000

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector('.figures')
  if (!root || !data) return
  const content = JSON.stringify(data)
  if (root.dataset.content !== content) {
    root.dataset.content = content
    root.replaceChildren(...data.figures.map(figure => line(figure, data)))
  }
}

function line(figure, { png, svg }) {
  const row = element('div', 'tools')
  row.append(
    element('span', '', figure.name),
    button(figure, png, 'PNG', () => raster(figure.svg)),
    button(figure, svg, 'SVG', () => new Blob([figure.svg], { type: 'image/svg+xml' })),
  )
  return row
}

function button(figure, label, kind, draw) {
  const made = element('button', '', kind, {
    type: 'button', 'aria-label': label.replace('{name}', figure.name),
  })
  made.onclick = async () => save(await draw(), `${figure.file}.${kind.toLowerCase()}`)
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
  const link = element('a', '', '', { href: URL.createObjectURL(blob), download: name })
  link.click()
  // Longer than the page: the browser may still be reading when the user leaves it.
  setTimeout(() => URL.revokeObjectURL(link.href), URL_LIFETIME)
}
