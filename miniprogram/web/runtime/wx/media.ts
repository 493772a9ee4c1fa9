import { fileUrl, keepTemporary, readFile, removeFile, saveFile, writeFile } from '../files.ts'
import { made, openDialog, showPassing } from '../sheet.ts'
import { Failed, settle } from './settle.ts'
import type { Simulated } from './simulated.ts'

type Files = WechatMiniprogram.FileSystemManager
const fileSystem: { [Name in keyof Files]?: (options: Parameters<Files[Name]>[0]) => unknown } = {
  saveFile: (options) =>
    settle('saveFile', options, async () => ({ savedFilePath: await saveFile(options.tempFilePath) })),
  writeFile: (options) => settle('writeFile', options, () => writeFile(options.filePath, options.data)),
  removeSavedFile: (options) => settle('removeSavedFile', options, () => removeFile(options.filePath)),
  access: (options) => settle('access', options, async () => void (await readFile(options.path))),
  readFile: (options) =>
    settle('readFile', options, async () => {
      const blob = await readFile(options.filePath)
      return { data: options.encoding ? await blob.text() : await blob.arrayBuffer() }
    }),
  getFileInfo: (options) =>
    settle('getFileInfo', options, async () => {
      const blob = await readFile(options.filePath)
      return { size: blob.size, ...(options.digestAlgorithm === 'sha256' && { digest: await sha256Of(blob) }) }
    }),
}

/** Browsers know it only where they trust the line; without it the mini-program does without, too. */
async function sha256Of(blob: Blob): Promise<string> {
  if (!crypto.subtle) return ''
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
  return [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const media: Simulated = {
  chooseMedia: (options) =>
    settle('chooseMedia', options, async () => {
      const files = await chooseFiles('image/*', options.count ?? 9)
      const tempFiles = files.map((file) => ({ tempFilePath: keepTemporary(file), size: file.size, fileType: 'image' }))
      return { tempFiles, type: 'image' }
    }),
  compressImage: (options) =>
    settle('compressImage', options, async () => {
      const wanted = options as typeof options & { compressedWidth?: number; compressedHeight?: number }
      const bitmap = await createImageBitmap(await readFile(options.src))
      const width = wanted.compressedWidth ?? bitmap.width
      const height = wanted.compressedHeight ?? Math.round((bitmap.height * width) / bitmap.width)
      const canvas = new OffscreenCanvas(width, height)
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height)
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: (options.quality ?? 80) / 100 })
      return { tempFilePath: keepTemporary(blob) }
    }),
  getImageInfo: (options) =>
    settle('getImageInfo', options, async () => {
      const blob = await readFile(options.src)
      const { width, height } = await createImageBitmap(blob)
      return { width, height, path: options.src, orientation: 'up', type: blob.type.replace('image/', '') }
    }),
  previewImage: (options) =>
    settle('previewImage', options, async () => {
      const picture = made('img', 'mp-preview')
      picture.alt = '大图'
      picture.src = (await fileUrl(options.current ?? options.urls[0] ?? '')) ?? ''
      void openDialog({ title: '', text: '', field: picture, confirm: '关闭', cancel: '' })
    }),
  downloadFile: (options) => {
    settle('downloadFile', options, async () => {
      const answer = await fetch(options.url, { headers: { ...(options.header as Record<string, string>) } })
      return { statusCode: answer.status, tempFilePath: keepTemporary(await answer.blob()) }
    })
    return {
      abort() {},
      onProgressUpdate() {},
      offProgressUpdate() {},
      onHeadersReceived() {},
      offHeadersReceived() {},
    }
  },
  saveImageToPhotosAlbum: (options) =>
    settle('saveImageToPhotosAlbum', options, async () => {
      await readFile(options.filePath)
      showPassing('已存到相册', 1_500)
    }),
  showShareImageMenu: (options) =>
    settle('showShareImageMenu', options, async () => {
      const picture = made('img', 'mp-preview')
      picture.alt = '要分享的图片'
      picture.src = (await fileUrl(options.path)) ?? ''
      await openDialog({ title: '分享图片', text: '', field: picture, confirm: '关闭', cancel: '' })
    }),
  getFileSystemManager: () => fileSystem,
}

function chooseFiles(accept: string, count: number): Promise<File[]> {
  const { promise, resolve, reject } = Promise.withResolvers<File[]>()
  const field = made('input', '')
  field.type = 'file'
  field.accept = accept
  field.multiple = count > 1
  field.hidden = true
  field.addEventListener('change', () => resolve([...(field.files ?? [])].slice(0, count)))
  field.addEventListener('cancel', () => reject(new Failed('cancel')))
  document.body.append(field)
  field.click()
  return promise.finally(() => field.remove())
}
