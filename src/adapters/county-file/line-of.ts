import { isNode, LineCounter, parseDocument } from 'yaml'

/** Line, from 1, of what stands at that path of a JSON text; of the nearest that is there, where it is missing itself. */
export function lineOf(text: string, path: readonly PropertyKey[]): number {
  const lines = new LineCounter()
  // JSON's own reader forgets where things stood; JSON is YAML as well.
  const document = parseDocument(text, { lineCounter: lines })
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
