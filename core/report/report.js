// Choosing a cell of the matrix keeps only its images. Without this script, all images
// are shown and the matrix is a table.

const known = JSON.parse(document.getElementById('data').textContent)
const home = document.getElementById('matrix')
const tiles = [...document.querySelectorAll('.tiles li')]
const chosen = document.getElementById('chosen')
const isRight = cell => cell[0] === cell[2]

function show(row, column) {
  const isAll = row === null && column === null
  const fits = cell => (
    (row === null || Number(cell[0]) === row)
    && (column === null || Number(cell[2]) === column)
    && (isRight(cell) ? row === column : true)
  )
  let count = 0
  for (const tile of tiles) {
    tile.hidden = isAll ? isRight(tile.dataset.cell) : !fits(tile.dataset.cell)
    count += !tile.hidden
  }
  if (!chosen) return
  chosen.hidden = isAll
  if (!isAll) chosen.firstElementChild.textContent = sentence(row, column, count)
}

function sentence(row, column, shown) {
  const counts = known.matrix.counts
  const digits = counts.map((_, digit) => digit)
  const inRow = digit => row === null || digit === row
  const inColumn = digit => column === null || digit === column
  let count = 0
  for (const from of digits.filter(inRow)) {
    for (const to of digits.filter(inColumn)) {
      if (from !== to || row === column) count += counts[from][to]
    }
  }
  const isDiagonal = row === column
  const name = isDiagonal ? (count ? 'right' : 'none_right') : (count ? 'part' : 'none')
  const pair = [row, column].map(digit => digit ?? '…').join(' → ')
  const whole = new Intl.NumberFormat(known.matrix.words.locale).format
  const values = {
    pair: isDiagonal ? row : pair, count: whole(count), shown: whole(shown),
  }
  return known.sentences[name].replace(/\{(\w+)\}/g, (_, each) => values[each])
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
