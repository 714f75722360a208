// A button that sends a whole folder as one message: names, sizes, and the bytes of all
// files in a row as base64.

// Files of operating systems and of Git. They are counted by name, but not read.
const JUNK = /(^|\/)(__MACOSX\/|\.git\/|\._|(\.DS_Store|Thumbs\.db|desktop\.ini)$)/i
const pathOf = new WeakMap()
const readers = new WeakMap()

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.picker')
  if (!root || !data) return
  const input = root.querySelector('input')
  root.querySelector('span').textContent = data.label
  input.setAttribute('aria-label', data.label)
  const take = files => send(root, files, data, batch => setTriggerValue('batch', batch))

  input.onchange = () => {
    const files = [...input.files]
    // Empty, so that the user can choose the same folder again.
    input.value = ''
    take(files)
  }
  root.ondragover = event => {
    event.preventDefault()
    root.classList.add('over')
  }
  root.ondragleave = () => root.classList.remove('over')
  root.ondrop = async event => {
    event.preventDefault()
    root.classList.remove('over')
    // Read before the first `await`: the list is empty afterwards.
    const dropped = [...event.dataTransfer.items].map(
      item => item.webkitGetAsEntry?.() ?? item.getAsFile()
    )
    try {
      const found = await Promise.all(dropped.filter(Boolean).map(filesIn))
      take(found.flat())
    } catch {
      report(root, data.unreadable, true)
    }
  }
  return onUnmount(root, () => readers.get(root)?.abort())
}

async function send(root, files, data, deliver) {
  const named = files.map(file => {
    const name = pathOf.get(file) || file.webkitRelativePath || file.name
    return { file, name, isJunk: JUNK.test(name) }
  })
  const total = named.reduce((sum, each) => sum + (each.isJunk ? 0 : each.file.size), 0)
  if (!named.length) return report(root, data.nothing, true)
  // The server silently drops the connection if a message is too long.
  if (total > data.max_bytes || named.length > data.max_files) {
    const values = { count: named.length, size: Math.ceil(total / 2 ** 20) }
    const text = name => values[name].toLocaleString('en')
    return report(root, data.too_large.replace(/\{(\w+)\}/g, (_, name) => text(name)), true)
  }
  report(root, data.reading)
  root.classList.add('busy')
  try {
    const contents = named.map(({ file, isJunk }) => isJunk ? '' : file)
    const blob = new Blob(contents)
    deliver({
      names: named.map(each => each.name),
      sizes: named.map(each => each.isJunk ? 0 : each.file.size),
      content: await base64(root, blob),
    })
    report(root, '')
  } catch {
    report(root, data.unreadable, true)
  } finally {
    root.classList.remove('busy')
  }
}

// The browser lists a dropped folder in portions of at most 100 entries.
async function filesIn(entry) {
  if (entry instanceof File) return [entry]
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject))
    pathOf.set(file, entry.fullPath.replace(/^\//, ''))
    return [file]
  }
  const reader = entry.createReader()
  const found = []
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))
    if (!some.length) return found
    found.push(...(await Promise.all(some.map(filesIn))).flat())
  }
}

function base64(root, blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    readers.set(root, reader)
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}

function report(root, text, isRefusal = false) {
  const status = root.querySelector('output')
  status.textContent = text
  status.classList.toggle('refusal', isRefusal)
}
