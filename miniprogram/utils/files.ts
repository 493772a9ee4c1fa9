import { newId } from './new-id'
import { sendFile } from './send-file'
import { askAsResident } from './session'
import type { KeptFile } from './unsent'

/** Wider than this no cadre needs it, and on a slow network each picture would take minutes. */
const WIDEST_PX = 1280
const QUALITY = 70

/** A picture made small enough for a slow network, and kept on this phone until the server has it. */
export async function keepPicture(tempFilePath: string): Promise<KeptFile> {
  const small = await compressed(tempFilePath)
  return { id: newId(), kind: 'picture', path: await saved(small), type: 'image/jpeg' }
}

/** @param text what the phone made out of it, where it can. */
export async function keepRecording(tempFilePath: string, text?: string): Promise<KeptFile> {
  const path = await saved(tempFilePath)
  return { id: newId(), kind: 'voice', path, type: 'audio/mpeg', ...(text !== undefined && { text }) }
}

/** Sent again it is the same one there. @returns the server's id of it. @throws ApiProblem */
export function upload(file: KeptFile): Promise<string> {
  return sendFile(askAsResident, '/api/chat/attachments', file.id, file)
}

export function forgetFile({ path }: KeptFile): void {
  // What is gone already need not be removed.
  wx.getFileSystemManager().removeSavedFile({ filePath: path, fail: () => {} })
}

async function compressed(src: string): Promise<string> {
  try {
    const { width } = await wx.getImageInfo({ src })
    const narrower = width > WIDEST_PX ? { compressedWidth: WIDEST_PX } : {}
    return (await wx.compressImage({ src, quality: QUALITY, ...narrower })).tempFilePath
  } catch {
    // Some phones can't; then it goes as it is.
    return src
  }
}

/** WeChat clears away what is only temporary when the mini-program is closed. */
function saved(tempFilePath: string): Promise<string> {
  return new Promise((resolve, reject) => {
    wx.getFileSystemManager().saveFile({
      tempFilePath,
      success: ({ savedFilePath }) => resolve(savedFilePath),
      fail: reject,
    })
  })
}
