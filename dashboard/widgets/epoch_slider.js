// A slider over the epochs, with a button that plays them. Every word comes from `data`.
//
// The slider requests one epoch at a time, and the next only after the page has drawn the
// last, so fast moves leave no queue of requests.

const PACE = 1000
// For users whose system asks for less motion.
const CALM_PACE = 2500
// A missing answer must not block the slider forever.
const PATIENCE = 10_000

const players = new WeakMap()

class Player {
  constructor(root) {
    this.root = root
    this.button = root.querySelector('.play')
    this.slider = root.querySelector('input')
    this.output = root.querySelector('output')
    this.asked = null
    this.button.onclick = () => this.toggle()
    this.slider.oninput = () => {
      const epoch = Number(this.slider.value)
      this.pause()
      this.go(epoch)
    }
    this.slider.onkeydown = event => {
      if (event.key !== ' ') return
      event.preventDefault()
      this.toggle()
    }
  }

  // The page has drawn an epoch: request the next, if another is wanted.
  update(data, send) {
    this.data = data
    this.send = send
    this.slider.max = data.epochs
    this.slider.disabled = this.button.disabled = data.epochs === 1
    this.slider.setAttribute('aria-label', data.words.slider)
    this.drawMarks()
    if (data.covered) this.pause()
    if (this.asked === null) {
      this.wanted = data.epoch
    } else if (data.epoch === this.asked) {
      this.asked = null
      if (this.wanted !== data.epoch) this.ask()
    }
    if (this.playing && this.asked === null) this.schedule()
    this.show()
  }

  go(epoch) {
    this.wanted = epoch
    this.show()
    const isLost = performance.now() - this.since > PATIENCE
    if (epoch !== this.data.epoch && (this.asked === null || isLost)) this.ask()
  }

  ask() {
    this.asked = this.wanted
    this.since = performance.now()
    this.send(this.asked)
  }

  toggle() {
    if (this.playing) return this.pause()
    this.playing = true
    this.go(this.wanted % this.data.epochs + 1)
  }

  pause() {
    clearTimeout(this.timer)
    this.playing = false
    if (this.data) this.show()
  }

  schedule() {
    clearTimeout(this.timer)
    if (this.wanted === this.data.epochs) {
      this.playing = false
      return
    }
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    const pause = (isCalm ? CALM_PACE : PACE) - (performance.now() - this.since)
    this.timer = setTimeout(() => this.go(this.wanted + 1), Math.max(0, pause))
  }

  show() {
    const { words } = this.data
    this.slider.value = this.wanted
    this.slider.setAttribute('aria-valuetext', words.values[this.wanted - 1])
    this.output.textContent = words.epochs[this.wanted - 1]
    this.button.textContent = this.playing ? words.pause : words.play
    this.root.classList.toggle('playing', Boolean(this.playing))
  }

  drawMarks() {
    const { marks, epochs } = this.data
    const content = JSON.stringify([marks, epochs])
    if (this.drawn === content) return
    this.drawn = content
    this.root.querySelector('.ticks').replaceChildren(...marks.map(({ epoch }) => {
      const tick = element('span', 'tick')
      tick.style.setProperty('--share', epochs > 1 ? (epoch - 1) / (epochs - 1) : 0)
      return tick
    }))
    this.root.querySelector('.marks').replaceChildren(...marks.map(mark => {
      const button = element('button', '', mark.text, { type: 'button' })
      button.onclick = () => {
        this.pause()
        this.go(mark.epoch)
      }
      return button
    }))
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.epochs')
  if (!root || !data) return
  if (!players.has(root)) players.set(root, new Player(root))
  const player = players.get(root)
  player.update(data, epoch => setTriggerValue('epoch', epoch))
  return onUnmount(root, () => player.pause())
}
