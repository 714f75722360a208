// Tells the browser the language of the page, which Streamlit leaves at English, and says
// the few texts of Streamlit's own in that language. `data.words` maps a text of
// Streamlit, whole or as a pattern between slashes, to what is said instead.

const NAMED = ['aria-label', 'title', 'placeholder', 'alt', 'data-tooltip']
const watchers = new WeakMap()

export default function ({ data }) {
  watchers.get(document)?.forEach(watcher => watcher.disconnect())
  const watching = [keepLanguage(data.lang)]
  watchers.set(document, watching)
  const say = translator(data.words)
  if (!say) return
  translate(document.body, say)
  const watcher = new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === 'childList') change.addedNodes.forEach(node => translate(node, say))
      else translateOne(change.target, say)
    }
  })
  watcher.observe(document.body, {
    subtree: true, childList: true, characterData: true,
    attributes: true, attributeFilter: NAMED,
  })
  watching.push(watcher)
}

// Streamlit writes its own language again and again.
function keepLanguage(lang) {
  const root = document.documentElement
  const keep = () => { if (root.lang !== lang) root.lang = lang }
  keep()
  const watcher = new MutationObserver(keep)
  watcher.observe(root, { attributes: true, attributeFilter: ['lang'] })
  return watcher
}

function translator(words) {
  const whole = new Map()
  const patterns = []
  for (const [from, to] of Object.entries(words)) {
    if (from.startsWith('/')) patterns.push([new RegExp(`^${from.slice(1, -1)}$`), to])
    else whole.set(from, to)
  }
  if (!whole.size && !patterns.length) return null
  return text => {
    const bare = text.trim()
    if (!bare) return null
    if (whole.has(bare)) return text.replace(bare, whole.get(bare))
    const found = patterns.find(([pattern]) => pattern.test(bare))
    return found ? text.replace(bare, bare.replace(...found)) : null
  }
}

function translate(node, say) {
  translateOne(node, say)
  if (node.nodeType !== Node.ELEMENT_NODE) return
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  while (walker.nextNode()) translateOne(walker.currentNode, say)
}

function translateOne(node, say) {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = say(node.data)
    if (text !== null && text !== node.data) node.data = text
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    for (const name of NAMED) {
      const text = node.hasAttribute(name) ? say(node.getAttribute(name)) : null
      if (text !== null && text !== node.getAttribute(name)) node.setAttribute(name, text)
    }
  }
}
