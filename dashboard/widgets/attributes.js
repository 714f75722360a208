// What screen readers need to be told, where Streamlit's own markup does not say it.
// There is no setting for any of this, and Streamlit draws its elements anew whenever
// it likes, so the page is watched.

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

function tell() {
  // Sections stand between the items of a list, which may hold nothing but items.
  const menu = '[data-testid=stSidebarNavItems]'
  set(`${menu}, ${menu} > div`, 'role', 'none')
  // The links of a section open outside the navigation.
  const links = '[data-testid=stTopNavPopoverBody]'
  set(links, 'role', 'navigation')
  set(links, 'aria-labelledby', node => node.firstChild.getAttribute('aria-labelledby'))
  // Said to be decoration, and yet it has a name.
  set('[data-testid=stFileUploaderDropzone]', 'role', 'group')
  // Called by the text of its button, which is Markdown.
  const popover = '[data-testid=stPopoverBody]'
  set(popover, 'aria-label', node => plain(node.getAttribute('aria-label')))
  // Read out when it changes.
  set('.st-key-shown', 'role', 'status')
}

// Charts that grow change the page many times a second.
let isWaiting = false
const observer = new MutationObserver(() => {
  if (isWaiting) return
  isWaiting = true
  setTimeout(() => {
    isWaiting = false
    tell()
  }, 100)
})

export default function () {
  tell()
  observer.observe(document.body, {
    subtree: true, childList: true, attributeFilter: ['role', 'aria-label'],
  })
}
