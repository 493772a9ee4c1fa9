import type { Inbound } from '../../src/contract/chat.ts'

/** A file that this phone keeps until the server has it. */
export interface KeptFile {
  /** Made by the phone: the server keeps it under it, once, however often it is sent. */
  id: string
  kind: 'picture' | 'voice'
  path: string
  /** Such as `image/jpeg`. */
  type: string
  /** The words of a recording, where the phone made them out. */
  text?: string
}

/** Said, but not taken by the server yet. The id goes along each time, so that it is never taken twice. */
export interface Unsent {
  id: string
  /** Null while its file has not been uploaded: a message names a file by the server's id. */
  message: Inbound | null
  file: KeptFile | null
}
