// Choosing a cell of the matrix keeps only its images. Without this script, all images
// are shown and the matrix is a table.

const known = JSON.parse(document.getElementById('data').textContent)
const home = document.getElementById('matrix')
const tiles = [...document.querySelectorAll('.tiles li')]
const chosen = document.getElementById('chosen')

// True if an image of a cell belongs to the chosen cell, row or column.
function isShown(from, to, row, column) {
  const isIn = (row === null || from === row) && (column === null || to === column)
  return isIn && (from !== to || row === column)
}

function show(row, column) {
  const isAll = row === null && column === null
  let count = 0
  for (const tile of tiles) {
    const [from, to] = tile.dataset.cell.split('-').map(Number)
    tile.hidden = isAll ? from === to : !isShown(from, to, row, column)
    count += !tile.hidden
  }
  if (!chosen) return
  chosen.hidden = isAll
  if (!isAll) chosen.firstElementChild.textContent = sentence(row, column, count)
}

function sentence(row, column, shown) {
  const counts = known.matrix.counts
  const isDiagonal = row === column
  let count = 0
  counts.forEach((line, from) => line.forEach((number, to) => {
    if (isShown(from, to, row, column)) count += number
  }))
  const name = isDiagonal ? (count ? 'right' : 'none_right') : (count ? 'part' : 'none')
  const pair = [row, column].map(digit => digit ?? '…').join(' → ')
  const whole = new Intl.NumberFormat(known.matrix.words.locale).format
  const values = {
    pair: isDiagonal ? row : pair, count: whole(count), shown: whole(shown),
  }
  return fill(known.sentences[name], values)
}

function draw(row = null, column = null) {
  known.matrix.chosen = row === null && column === null ? null : [row, column]
  drawMatrix(home, known.matrix, (one, other) => {
    known.matrix.chosen = one === null && other === null ? null : [one, other]
    show(one, other)
    if (known.matrix.chosen) chosen?.scrollIntoView({ block: 'nearest' })
  })
}

function redraw() {
  if (home) draw(...(known.matrix.chosen ?? []))
}

// Without labels there is no matrix.
home?.replaceChildren()
if (home) draw()
for (const hint of document.querySelectorAll('.with-script')) hint.hidden = false
chosen?.querySelector('button').addEventListener('click', () => {
  show(null, null)
  draw()
  home.querySelector('button[tabindex="0"]')?.focus()
})
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw)
// Paper is always light.
addEventListener('beforeprint', () => {
  document.documentElement.dataset.printing = ''
  redraw()
})
addEventListener('afterprint', () => {
  delete document.documentElement.dataset.printing
  redraw()
})
