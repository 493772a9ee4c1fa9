import type { z } from 'zod'
import type { AttachmentBody } from '../../src/contract/chat.ts'
import type { UploadProgress } from '../../src/contract/upload.ts'
import { ApiProblem, type Ask } from './api'
import type { KeptFile } from './unsent'

/** Up to here a file goes at once: sending it again costs less than asking how far it is. */
const WHOLE = 96 * 1024
/** Half a minute on a 2G network, and so much is lost when the line breaks. */
const PIECE = 64 * 1024
const NOT_WHOLE = { status: 503, code: 'not_whole', detail: '照片没有传完，请再试一次。' }

/** How far each file is, as the server last said: the next try goes on from there. After a restart the first piece asks again. */
const received = new Map<string, number>()

/**
 * Sends a picture or recording; a large one in pieces, so that a line that breaks again and again gets it through. The file is read anew
 * for each piece: once it is deleted from the phone, no more of it goes out.
 * @param ask as the resident or as the cadre. @param id goes along, so that the server keeps it once. @returns the server's id of it.
 * @throws ApiProblem
 */
export async function sendFile(
  ask: <T>(path: string, options: Ask) => Promise<T>,
  path: string,
  id: string,
  file: KeptFile,
): Promise<string> {
  const send = <T>(body: ArrayBuffer, piece: Record<string, string | number | undefined> = {}) =>
    ask<T>(path, { method: 'POST', query: { id, ...piece }, body, type: file.type })
  const whole = await bytesOf(file.path)
  if (whole.byteLength <= WHOLE) return (await send<z.infer<typeof AttachmentBody>>(whole)).attachment
  const [total, sha256] = [whole.byteLength, await sumOf(file.path)]
  for (let stuck = 0; stuck < 2; ) {
    const offset = received.get(id) ?? 0
    const piece = (await bytesOf(file.path)).slice(offset, offset + PIECE)
    const answer = await send<z.infer<typeof AttachmentBody> | UploadProgress>(piece, { offset, total, sha256 })
    if ('attachment' in answer) {
      received.delete(id)
      return answer.attachment
    }
    // The server has forgotten it, or it was not what it should be: from the beginning, but not for ever.
    if (answer.received <= offset) stuck++
    received.set(id, answer.received)
  }
  throw new ApiProblem(NOT_WHOLE)
}

function bytesOf(filePath: string): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    wx.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => resolve(data as ArrayBuffer),
      fail: reject,
    })
  })
}

/** What the whole file comes to, for the server to compare; older phones can't tell, and then it does not. */
function sumOf(filePath: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    wx.getFileSystemManager().getFileInfo({
      filePath,
      digestAlgorithm: 'sha256',
      success: ({ digest }) => resolve(/^[0-9a-f]{64}$/i.test(digest ?? '') ? digest?.toLowerCase() : undefined),
      fail: () => resolve(undefined),
    })
  })
}
