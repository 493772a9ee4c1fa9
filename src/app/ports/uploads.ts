/** A file that comes in pieces: the same `total` and `sha256` with each of them. */
export interface Upload {
  /** A resident or a cadre. */
  owner: string
  /** Chosen by the phone. */
  id: string
  /** Bytes of the whole file. */
  total: number
  /** Of the whole file, in hex; null where the phone can't tell. */
  sha256: string | null
}

export interface Uploads {
  /** Keeps the bytes if they begin where those before end. What came under that id for another file goes. @returns bytes here so far */
  add(upload: Upload, offset: number, bytes: Uint8Array, at: Date): Promise<number>
  /** All the pieces in order, as one. */
  whole(owner: string, id: string): Promise<Uint8Array>
  forget(owner: string, id: string): Promise<void>
  /** Only the newest `most` uploads of that owner stay. */
  keepNewest(owner: string, most: number): Promise<void>
  /** What has not grown since then goes. Answers how many pieces that were. */
  drop(before: Date): Promise<number>
}
