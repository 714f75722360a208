// Hands core/charts/matrix.js, which matrix.py puts above these lines, to Streamlit.

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.matrix')
  if (!root || !data) return
  drawMatrix(root, data, (row, column) => setTriggerValue('choice', [row, column]))
}
