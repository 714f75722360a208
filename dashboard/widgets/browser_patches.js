// Changes to Streamlit's own page that no setting offers: markup for screen readers, and
// the language. `data.lang` is the language of the page; `data.words` maps a text of
// Streamlit, whole or as a pattern between slashes, to its translation. Streamlit redraws
// its elements at any time, so the page is watched.

const NAMED = ['aria-label', 'title', 'placeholder', 'alt', 'data-tooltip']
const watchers = new WeakMap()

export default function ({ data }) {
  completeMarkup()
  markupWatcher.observe(document.body, {
    subtree: true, childList: true, attributeFilter: ['role', 'aria-label'],
  })
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

function set(selector, name, value) {
  for (const node of document.querySelectorAll(selector)) {
    const wanted = typeof value === 'string' ? value : value(node)
    if (node.getAttribute(name) !== wanted) node.setAttribute(name, wanted)
  }
}

// A text without the signs of Markdown.
function plain(text) {
  return text.replace(/\*\*|\\(?=[!-/:-@[-`{-~])/g, '')
}

function completeMarkup() {
  // Sections separate the items of a list, which may hold nothing but items.
  const menu = '[data-testid=stSidebarNavItems]'
  set(`${menu}, ${menu} > div`, 'role', 'none')
  // The links of a section open outside the navigation.
  const links = '[data-testid=stTopNavPopoverBody]'
  set(links, 'role', 'navigation')
  set(links, 'aria-labelledby', node => node.firstChild.getAttribute('aria-labelledby'))
  // Streamlit marks it as decoration, and yet gives it a name.
  set('[data-testid=stFileUploaderDropzone]', 'role', 'group')
  // Its name is the text of its button, which is Markdown.
  const popover = '[data-testid=stPopoverBody]'
  set(popover, 'aria-label', node => plain(node.getAttribute('aria-label')))
  // Read out when it changes.
  set('.st-key-shown', 'role', 'status')
}

// Charts that grow change the page many times a second.
let isWaiting = false
const markupWatcher = new MutationObserver(() => {
  if (isWaiting) return
  isWaiting = true
  setTimeout(() => {
    isWaiting = false
    completeMarkup()
  }, 100)
})

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
