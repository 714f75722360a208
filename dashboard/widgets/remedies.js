// What was misread, grouped by its cause: each image as the network saw it, and beside
// it with the cause undone. Every word comes from `data`.

const drawn = new WeakMap()

function element(tag, name, text = '', attributes = {}) {
  const node = document.createElement(tag)
  node.className = name
  node.textContent = text
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  return node
}

function percent(index, count) {
  return `${count > 1 ? index * 100 / (count - 1) : 0}%`
}

function picture(place, { columns, rows }) {
  const made = element('span', 'picture')
  const left = percent(place % columns, columns)
  const top = percent(Math.floor(place / columns), rows)
  made.style.backgroundPosition = `0 0, ${left} ${top}`
  return made
}

function card(each, data) {
  const made = element('button', 'card', '', {
    type: 'button', title: each.description, 'aria-label': each.description,
    'data-number': each.number,
  })
  made.append(picture(each.place, data))
  if (each.undone !== null) {
    made.append(element('span', 'way', '→'), picture(each.undone, data))
  }
  const pair = element('span', 'pair', each.true)
  pair.append(
    element('i', '', '→'), element('em', '', each.predicted), element('span', '', each.sure)
  )
  const words = element('span', 'words')
  words.append(pair, ...each.notes.map(note => element('div', '', note)))
  made.append(words)
  return made
}

function group({ kind, title, count, text, cards, more }, data) {
  const made = element('section', `of-${cards.length}`)
  const head = element('h3', '', title)
  head.append(' ', element('span', '', count))
  const list = element('div', 'cards')
  list.append(...cards.map(each => card(each, data)))
  made.append(head, element('p', '', text), list)
  if (more) {
    made.append(element('button', 'more', more, {
      type: 'button', 'aria-label': `${more}: ${title}`, 'data-kind': kind,
    }))
  }
  return made
}

/**
 * Fill `root` with one group per cause; tell `choose` the number of a chosen image, and
 * `extend` the cause of which more is wanted.
 */
export function drawRemedies(root, data, choose, extend) {
  // Rebuilt only for new content: a rebuilt card would lose the keyboard focus.
  const content = JSON.stringify([data.groups, data.sprite])
  if (drawn.get(root) !== content) {
    drawn.set(root, content)
    root.style.setProperty('--sprite', `url(${data.sprite})`)
    root.style.setProperty('--sprite-size', `${data.columns * 100}% ${data.rows * 100}%`)
    const numbers = [...root.querySelectorAll('.card')].map(each => each.dataset.number)
    root.replaceChildren(...data.groups.map(each => group(each, data)))
    if (root.dataset.asked) {
      // The focus goes on where the new images begin.
      const known = new Set(numbers)
      const cards = [...root.querySelectorAll('.card')]
      cards.find(each => !known.has(each.dataset.number))?.focus()
      delete root.dataset.asked
    }
  }
  root.onclick = event => {
    const made = event.target.closest('button.card')
    if (made) choose(Number(made.dataset.number))
    const more = event.target.closest('button.more')
    if (more) {
      root.dataset.asked = 'yes'
      extend(more.dataset.kind)
    }
  }
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector('.remedies')
  if (!root || !data) return
  drawRemedies(
    root,
    data,
    number => setTriggerValue('choice', number),
    kind => setTriggerValue('more', kind),
  )
}
