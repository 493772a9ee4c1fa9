/** What a phone sees of a picture. */
import { createRequire } from 'node:module'
import { PNG } from 'pngjs'

// The package's only types are those of an ES module that it is not.
const jsQR = createRequire(import.meta.url)('jsqr') as (
  data: Uint8ClampedArray,
  width: number,
  height: number,
) => { data: string } | null

export interface SeenPicture {
  width: number
  height: number
  /** What its QR code says; null where none is read. */
  code: string | null
  /** The colour at a place, such as `#ffffff`. */
  at: (x: number, y: number) => string
}

export function readPicture(png: Uint8Array): SeenPicture {
  const { width, height, data } = PNG.sync.read(Buffer.from(png))
  const at = (x: number, y: number) => {
    const start = (y * width + x) * 4
    return `#${data.subarray(start, start + 3).toString('hex')}`
  }
  const found = jsQR(new Uint8ClampedArray(data), width, height)
  return { width, height, code: found?.data ?? null, at }
}
