import { ApiProblem, request } from './api.ts'
import { h } from './dom.ts'

/** Long side in pixels: enough to see a crack in a wall, small enough for a village's network. */
const LONG_SIDE = 1600
const NO_PICTURE = { status: 415, code: 'no_picture', detail: '这个文件打不开，只能发照片（JPEG、PNG、WebP）。' }

/** What was made smaller, or sent, already: a form that is sent again must name the same pictures. */
const shrunk = new WeakMap<Blob, Blob>()
const kept = new WeakMap<Blob, { path: string; id: string }>()

/** Made smaller before it is sent; drawing it anew also leaves the place where it was taken out of the file. */
export async function shrink(file: Blob): Promise<Blob> {
  const small = shrunk.get(file) ?? (await madeSmaller(file))
  shrunk.set(file, small)
  return small
}

async function madeSmaller(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new ApiProblem(NO_PICTURE)
  })
  const scale = Math.min(1, LONG_SIDE / Math.max(bitmap.width, bitmap.height))
  const canvas = h('canvas', {
    width: Math.round(bitmap.width * scale),
    height: Math.round(bitmap.height * scale),
  })
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', 0.8),
  )
}

export function upload(picture: Blob, token: string | null): Promise<string> {
  return sendPicture('/api/chat/attachments', picture, token)
}

/** To wherever pictures are kept; answers the id by which it is named there. */
export async function sendPicture(path: string, picture: Blob, token: string | null): Promise<string> {
  const before = kept.get(picture)
  if (before?.path === path) return before.id
  const headers = { 'content-type': picture.type }
  const init = { method: 'POST', body: picture, headers }
  const { attachment } = (await (await request(path, token, init)).json()) as { attachment: string }
  kept.set(picture, { path, id: attachment })
  return attachment
}

/** A picture that only those may see who have the token, so an address in `src` would not do. */
export function picture(path: string, token: string | null, description: string): HTMLElement {
  const frame = h('span', { class: 'picture' }, '照片')
  show(frame, path, token, description).catch(() => frame.replaceChildren('照片打不开'))
  return frame
}

async function show(frame: HTMLElement, path: string, token: string | null, description: string) {
  const response = await request(path, token)
  if (!response.headers.get('content-type')?.startsWith('image/')) return frame.replaceChildren('录音')
  const address = URL.createObjectURL(await response.blob())
  const image = h('img', { src: address, alt: description })
  image.onload = () => URL.revokeObjectURL(address)
  frame.replaceChildren(image)
}
