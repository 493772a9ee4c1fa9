/** The phone's files: passing ones in memory, saved ones in the browser's database, so that they outlive a restart. */
import { launch } from './launch.ts'

const TEMPORARY = 'wxfile://tmp_'
const SAVED = 'wxfile://store_'
const passing = new Map<string, Blob>()
const urls = new Map<string, string>()

export function keepTemporary(blob: Blob): string {
  const path = `${TEMPORARY}${crypto.randomUUID()}.${endingOf(blob.type)}`
  passing.set(path, blob)
  return path
}

/** A file of the mini-program's own making, under the name that it gives it. */
export function writeFile(path: string, data: string | ArrayBuffer): void {
  passing.set(path, new Blob([data], { type: typeof data === 'string' ? 'text/plain' : '' }))
}

export async function saveFile(path: string): Promise<string> {
  const blob = await readFile(path)
  const saved = `${SAVED}${crypto.randomUUID()}.${endingOf(blob.type)}`
  await inStore('readwrite', (store) => store.put(blob, saved))
  passing.delete(path)
  return saved
}

export async function removeFile(path: string): Promise<void> {
  await readFile(path)
  passing.delete(path)
  await inStore('readwrite', (store) => store.delete(path))
}

/** @throws where there is no such file, as WeChat does. */
export async function readFile(path: string): Promise<Blob> {
  const blob = passing.get(path) ?? (await inStore('readonly', (store) => store.get(path)))
  if (!(blob instanceof Blob)) throw new Error(`no such file or directory "${path}"`)
  return blob
}

/** What an `<img>` can load; null where there is nothing. Pictures of the mini-program lie beside the page. */
export async function fileUrl(path: string): Promise<string | null> {
  if (path === '') return null
  if (path.startsWith('wxfile://')) {
    const known = urls.get(path)
    if (known) return known
    const url = await readFile(path).then(URL.createObjectURL, () => null)
    if (url) urls.set(path, url)
    return url
  }
  return path.startsWith('/') ? `files${path}` : path
}

function endingOf(type: string): string {
  return { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'audio/mpeg': 'mp3' }[type] ?? 'bin'
}

let opening: Promise<IDBDatabase> | null = null

function database(): Promise<IDBDatabase> {
  opening ??= settled(
    Object.assign(indexedDB.open(`mingbai-phone-${launch.as}`, 1), {
      onupgradeneeded(this: IDBOpenDBRequest) {
        this.result.createObjectStore('files')
      },
    }),
  )
  return opening
}

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await database()
  return settled(work(db.transaction('files', mode).objectStore('files')))
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
  return promise
}
