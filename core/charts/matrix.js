// A confusion matrix whose cells and heads are buttons, built from plain data. All text
// comes from `data.words`. The widget of the dashboard and the report add their own lines
// below this file, so it exports nothing.

// Heads have the index -1, so the corner that they share also means "nothing chosen".
const HEAD = -1
// Fewer images than this get no percentage.
const FEWEST_FOR_PERCENT = 30

const contents = new WeakMap()

// Draw `data` into `root`. Its keys are counts (rows are labels), mode ("count", "row",
// "column", or "difference" of two matrices), chosen ([row, column], either may be null),
// words, still (true if nothing can be chosen) and largest (the count of the strongest
// colour, by default the largest one here). `choose` gets row and column, both null when
// the choice is cleared. Call again after a change of data or theme.
function drawMatrix(root, data, choose) {
  const content = JSON.stringify([data.counts, data.mode, data.words, data.largest])
  if (contents.get(root) !== content) {
    const focused = placeOf(root.getRootNode().activeElement, root)
    contents.set(root, content)
    root.lang = data.words.locale
    root.replaceChildren(...drawing(data))
    if (focused) moveFocus(root, focused)
  }
  color(root)
  if (data.still) return
  mark(root, (data.chosen ?? [null, null]).map(digit => digit ?? HEAD))
  listen(root, choose)
}

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

// --- text and numbers

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name])
}

function figures({ counts, mode, words, ...data }) {
  const isDifference = mode === 'difference'
  const sum = numbers => numbers.reduce((total, number) => total + number, 0)
  const columns = counts.map((_, column) => counts.map(row => row[column]))
  // A difference has no shares.
  const total = isDifference ? () => 0 : sum
  const rowTotals = counts.map(total)
  const columnTotals = columns.map(total)
  const totals = (row, column) => mode === 'row' ? rowTotals[row] : columnTotals[column]
  const value = (row, column) => ['count', 'difference'].includes(mode)
    || !counts[row][column]
    ? Math.abs(counts[row][column])
    : counts[row][column] / totals(row, column)
  const isColored = (row, column) => row !== column || isDifference
  const colored = counts.flatMap((line, row) => line.map(
    (_, column) => isColored(row, column) ? value(row, column) : 0
  ))
  const largest = data.largest ?? Math.max(...colored)
  return {
    rowTotals,
    columnTotals,
    rowWrong: counts.map((line, row) => sum(line) - line[row]),
    columnWrong: columns.map((line, column) => sum(line) - line[column]),
    totals,
    strength: (row, column) => Math.sqrt(value(row, column) / largest),
    text: texts(words, isDifference),
  }
}

function texts(words, isDifference) {
  const signed = new Intl.NumberFormat(words.locale, { signDisplay: 'exceptZero' })
  const whole = new Intl.NumberFormat(words.locale)
  const tenths = new Intl.NumberFormat(
    words.locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  )
  const plural = new Intl.PluralRules(words.locale)

  // Rounding alone never gives 0 % or 100 %.
  const percent = (count, total) => {
    const exact = 100 * count / total
    if (count === total) return whole.format(100)
    if (exact < 0.05) return `<${tenths.format(0.1)}`
    if (exact >= 99.95) return `>${tenths.format(99.9)}`
    return tenths.format(exact)
  }
  const sentence = (name, count, values) => {
    const size = Math.abs(count)
    const kind = count < 0 ? `${name}_fewer` : name
    const form = count === 0 ? 'none' : plural.select(size)
    const template = words[`${kind}_${form}`] ?? words[kind]
    return fill(template, { ...values, count: whole.format(size) })
  }
  const share = (count, total, template = '{share}', values = {}) => {
    if (!count || total < FEWEST_FOR_PERCENT) return ''
    const withSign = fill(words.percent, { number: percent(count, total) })
    return fill(template, { ...values, share: withSign, total: whole.format(total) })
  }
  const shown = number => isDifference
    ? signed.format(number).replace('-', '−')
    : whole.format(number)
  return { whole: number => whole.format(number), shown, percent, sentence, share }
}

// --- drawing

function drawing(data) {
  const { words } = data
  const known = figures(data)
  const kinds = { count: '', difference: 'differences' }
  const table = element(
    'table', { class: kinds[data.mode] ?? 'shares' },
    element('caption', {}, words.caption),
    heads(data, known), body(data, known), totals(data, known)
  )
  for (const kind of ['wrong', 'right', 'changed']) {
    const lengths = [...table.querySelectorAll(`.${kind}`)].map(longestText)
    table.style.setProperty(`--longest-${kind}`, Math.max(1, ...lengths))
  }
  table.addEventListener('pointerover', event => showHeads(table, event.target))
  table.addEventListener('focusin', event => showHeads(table, event.target))
  table.addEventListener('pointerleave', () => showHeads(table, null))
  table.addEventListener('focusout', () => showHeads(table, null))
  if (data.still) table.querySelectorAll('button').forEach(made => made.replaceWith(still(made)))
  const legends = [['wide', words.legend], ['narrow', words.legend_narrow]]
  return [table, ...legends.filter(([, text]) => text).map(
    ([width, text]) => element('p', { class: `legend ${width}` }, text)
  )]
}

// A cell without a button; the heads of its row and column name it.
function still(made) {
  const plain = element('span', { class: `cell ${made.className}`, title: made.title })
  Object.assign(plain.dataset, made.dataset)
  plain.append(...made.childNodes)
  return plain
}

// Without the percent sign, for which the style sheet makes room.
function longestText(made) {
  const sign = made.querySelector('i')?.textContent ?? ''
  return made.textContent.length - sign.length
}

function heads({ counts, words }, known) {
  const title = element(
    'th', { class: 'columns', colspan: counts.length, scope: 'colgroup' }, words.columns
  )
  return element(
    'thead', {},
    element('tr', {}, corner('rows'), corner('head'), title, corner('misread')),
    element(
      'tr', {}, corner('rows'), corner('head'),
      ...counts.map((_, column) => element(
        'th', { scope: 'col' }, headButton(HEAD, column, known)
      )),
      element('th', { scope: 'col', class: 'misread' }, words.misread)
    )
  )
}

function corner(name) {
  return element('td', { class: name })
}

function headButton(row, column, { text, ...known }) {
  const ofRow = column === HEAD
  const digit = ofRow ? row : column
  const count = (ofRow ? known.rowWrong : known.columnWrong)[digit]
  const total = text.whole((ofRow ? known.rowTotals : known.columnTotals)[digit])
  const description = text.sentence(ofRow ? 'row' : 'column', count, { digit, total })
  return button(row, column, String(digit), [description])
}

function body(data, known) {
  const { counts, words } = data
  const title = element(
    'th', { class: 'rows', rowspan: counts.length, scope: 'rowgroup' },
    element('span', {}, words.rows)
  )
  return element('tbody', {}, ...counts.map((line, row) => element(
    'tr', {}, ...(row === 0 ? [title] : []),
    element('th', { scope: 'row' }, headButton(row, HEAD, known)),
    ...line.map((_, column) => cell(row, column, data, known)),
    misread(known.rowWrong[row], known.rowTotals[row], known.text)
  )))
}

function cell(row, column, { counts, mode, words }, known) {
  const count = counts[row][column]
  const { text } = known
  const values = { true: row, predicted: column }
  const shares = {
    row: text.share(count, known.rowTotals[row], words.of_row, values),
    column: text.share(count, known.columnTotals[column], words.of_column, values),
  }
  const name = text.sentence('cell', count, values)
  const made = button(row, column, '', [name, shares[mode]], [
    name, ...Object.values(shares),
  ])
  made.append(...cellText(count, mode, known.totals(row, column), words, text))
  made.className = kindOf(row, column, count, mode)
  if (['wrong', 'changed'].includes(made.className)) {
    made.dataset.strength = known.strength(row, column)
    // On the diagonal, more is better.
    made.classList.toggle('better', row === column ? count > 0 : count < 0)
  }
  return element('td', {}, made)
}

function kindOf(row, column, count, mode) {
  if (mode === 'difference' && count) return 'changed'
  if (row === column) return 'right'
  return count ? 'wrong' : 'none'
}

function cellText(count, mode, total, words, text) {
  if (!count) return []
  if (mode === 'count' || mode === 'difference') return [text.shown(count)]
  if (total < FEWEST_FOR_PERCENT) return [`${count}/${total}`]
  // The style sheet hides the sign if cells are narrow.
  const [before, after] = words.percent.split('{number}')
  return [before, text.percent(count, total), element('i', {}, after)]
}

function button(row, column, shown, label, lines = label) {
  const attributes = {
    type: 'button', 'data-row': row, 'data-column': column,
    'aria-label': label.filter(Boolean).join(', '),
    title: lines.filter(Boolean).join('\n'),
  }
  return element('button', attributes, shown)
}

// The count, with its share if there is a total.
function misread(count, total, text) {
  const rest = text.share(count, total) || (count && total ? `/ ${text.whole(total)}` : '')
  return element(
    'td', { class: 'misread' },
    element('b', {}, text.shown(count)), ' ', element('span', {}, rest)
  )
}

function totals({ words }, { columnWrong, text }) {
  const all = columnWrong.reduce((total, number) => total + number, 0)
  return element('tfoot', {}, element(
    'tr', {}, corner('rows'),
    element('th', { scope: 'row' }, element('span', { class: 'unseen' }, words.wrong)),
    ...columnWrong.map(count => element('td', {}, text.shown(count))),
    misread(all, 0, text)
  ))
}

// --- colours

function color(root) {
  const style = getComputedStyle(root)
  const colors = name => style.getPropertyValue(name).split(',').map(channels)
  const worse = colors('--st-chart-sequential-colors')
  // The scale begins with the strongest colour of "fewer".
  const better = colors('--st-chart-diverging-colors').slice(0, 5).reverse()
  for (const made of root.querySelectorAll('[data-strength]')) {
    const scale = made.classList.contains('better') ? better : worse
    const mixed = between(scale, Number(made.dataset.strength) * (scale.length - 1))
    made.style.backgroundColor = `rgb(${mixed.join(' ')})`
    made.style.color = luminance(mixed) > MIDDLE ? '#000' : '#fff'
  }
}

function channels(hex) {
  const digits = hex.trim().slice(1)
  return [0, 2, 4].map(start => parseInt(digits.slice(start, start + 2), 16))
}

function between(scale, position) {
  const below = Math.min(Math.floor(position), scale.length - 2)
  const part = position - below
  return scale[below].map(
    (channel, index) => Math.round(channel + part * (scale[below + 1][index] - channel))
  )
}

// Black and white text contrast equally at this luminance, 4.58 to 1.
const MIDDLE = Math.sqrt(1.05 * 0.05) - 0.05

// WCAG 2.2, relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
function luminance(rgb) {
  const [red, green, blue] = rgb.map(channel => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

// --- choosing

function buttonAt(root, [row, column]) {
  return root.querySelector(`[data-row="${row}"][data-column="${column}"]`)
}

function placeOf(node, root) {
  const found = node && root.contains(node) ? node.closest('button') : null
  return found && [Number(found.dataset.row), Number(found.dataset.column)]
}

function mark(root, [row, column]) {
  const isOffDiagonal = row !== HEAD && column !== HEAD && row !== column
  const hasMirror = isOffDiagonal && !root.querySelector('.differences')
  for (const made of root.querySelectorAll('button')) {
    const [ownRow, ownColumn] = placeOf(made, root)
    const isChosen = ownRow === row && ownColumn === column
    const isMirror = hasMirror && ownRow === column && ownColumn === row
    made.setAttribute('aria-pressed', isChosen)
    made.classList.toggle('mirror', isMirror)
    const cell = made.parentElement.classList
    cell.toggle('in-row', column === HEAD && row !== HEAD && ownRow === row)
    cell.toggle('in-column', row === HEAD && column !== HEAD && ownColumn === column)
  }
  const focused = placeOf(root.getRootNode().activeElement, root)
  const first = row === HEAD && column === HEAD ? [0, 0] : [row, column]
  moveTabStop(root, focused ?? first)
}

function moveTabStop(root, place) {
  for (const made of root.querySelectorAll('button')) made.tabIndex = -1
  const next = buttonAt(root, place)
  if (next) next.tabIndex = 0
  return next
}

function moveFocus(root, place) {
  moveTabStop(root, place)?.focus()
}

function listen(root, choose) {
  const change = (row, column) => {
    mark(root, [row, column])
    const digits = [row, column].map(digit => digit === HEAD ? null : digit)
    choose(...digits)
  }
  root.onclick = event => {
    const place = placeOf(event.target, root)
    if (!place) return
    const wasChosen = buttonAt(root, place).getAttribute('aria-pressed') === 'true'
    moveTabStop(root, place)
    change(...(wasChosen ? [HEAD, HEAD] : place))
  }
  root.onkeydown = event => {
    const place = placeOf(event.target, root)
    if (!place) return
    if (event.key === 'Escape' && root.querySelector('[aria-pressed=true]')) {
      event.stopPropagation()
      change(HEAD, HEAD)
    }
    const next = target(root, place, event)
    if (!next) return
    event.preventDefault()
    moveFocus(root, next)
  }
}

function target(root, [row, column], event) {
  if (event.altKey || event.metaKey) return undefined
  const size = root.querySelectorAll('tbody tr').length
  const next = {
    ArrowRight: [row, column + 1],
    ArrowLeft: [row, column - 1],
    ArrowDown: [row + 1, column],
    ArrowUp: [row - 1, column],
    Home: [event.ctrlKey ? 0 : row, row === HEAD && !event.ctrlKey ? 0 : HEAD],
    End: [event.ctrlKey ? size - 1 : row, size - 1],
  }[event.key]
  // An arrow key at the edge must not scroll the page.
  if (next && !buttonAt(root, next)) return [row, column]
  return next
}

// Mark the heads of the cell under the pointer or in focus.
function showHeads(table, node) {
  const place = placeOf(node, table)
  for (const made of table.querySelectorAll('th button')) {
    const [row, column] = placeOf(made, table)
    const isNear = !!place && (row === HEAD ? column === place[1] : row === place[0])
    made.classList.toggle('near', isNear)
  }
}
