// Parts of a row that shows how a picture was prepared: original, digit, frame and
// prediction. The gallery and the drawing pad share them.

function framingHeads(words) {
  const line = element('div', 'strip heads', '', { 'aria-hidden': 'true' })
  line.append(...words.map(word => element('span', '', word)))
  return line
}

function framingParts(original, found, frame, caption) {
  const arrow = () => element('span', 'way', '→')
  return [original, arrow(), found, arrow(), frame, arrow(), caption]
}

/** Return a box from its edges, top, left, bottom and right as shares of the picture. */
function boxMark(box) {
  const [top, left, bottom, right] = box.map(share => 100 * share)
  const mark = element('span', 'box')
  mark.style.inset = `${top}% ${100 - right}% ${100 - bottom}% ${left}%`
  return mark
}

/** Return the label, and an arrow to the prediction if that differs. */
function reading(tag, name, [label, predicted], attributes = {}) {
  const made = element(tag, name, label ?? predicted ?? '', attributes)
  if (label && predicted && label !== predicted) {
    made.append(element('i', '', '→'), element('em', '', predicted))
  }
  return made
}

function sideCaption({ true: label, predicted, note, warning, details = [] }) {
  const made = element('span', 'words')
  made.append(reading('div', 'reading', [label, predicted]), element('div', 'sure', note))
  if (warning) made.append(element('div', 'warn', warning))
  made.append(...details.map(line => element('div', 'small', line)))
  return made
}
