// Three steps for whoever is here for the first time. That the tour was seen is kept in
// this browser, so nobody is shown it twice.

const SEEN = 'misread-tour'

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector('.tour')
  if (!root || !data) return
  const place = Number(read() ?? 0)
  root.hidden = place >= data.steps.length || !data.wanted
  if (!root.hidden) draw(root, data, place, setTriggerValue)
}

function draw(root, data, place, setTriggerValue) {
  const step = data.steps[place]
  const isLast = place === data.steps.length - 1
  const go = next => {
    write(next)
    root.hidden = next >= data.steps.length
    if (root.hidden) return
    draw(root, data, next, setTriggerValue)
    setTriggerValue('page', data.steps[next].page)
  }
  root.setAttribute('aria-label', data.words.title)
  root.replaceChildren(
    element('p', 'place', data.words.place.replace('{number}', place + 1)),
    element('h2', '', step.title),
    element('p', '', step.text),
    buttons(
      button(data.words.end, 'quiet', () => go(data.steps.length)),
      isLast
        ? button(data.words.done, 'next', () => go(data.steps.length))
        : button(data.words.next, 'next', () => go(place + 1)),
    ),
  )
  root.onkeydown = event => {
    if (event.key === 'Escape') go(data.steps.length)
  }
}

function element(tag, kind, text) {
  const made = document.createElement(tag)
  made.className = kind
  made.textContent = text
  return made
}

function button(text, kind, onclick) {
  const made = element('button', kind, text)
  made.type = 'button'
  made.onclick = onclick
  return made
}

function buttons(...made) {
  const row = document.createElement('div')
  row.append(...made)
  return row
}

// A browser may forbid to remember; then the tour comes again.
function read() {
  try {
    return localStorage.getItem(SEEN)
  } catch {
    return null
  }
}

function write(place) {
  try {
    localStorage.setItem(SEEN, place)
  } catch {
    // Nothing to do about it.
  }
}
