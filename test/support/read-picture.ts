/** What a phone sees of a picture. */
import jsQR from 'jsqr'
import { PNG } from 'pngjs'

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
  const found = jsQR.default(new Uint8ClampedArray(data), width, height)
  return { width, height, code: found?.data ?? null, at }
}
