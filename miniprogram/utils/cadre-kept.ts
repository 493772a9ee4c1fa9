import type { KeptFile } from './unsent'

/** What a cadre read last, by address, so that he can read it again without a line. Of one account: another one's login ends it. */
export interface Copies {
  account: string
  read: Record<string, { at: string; answer: unknown }>
}

/** What was begun in a form and not handed in, by form. */
export interface Drafts {
  account: string
  forms: Record<string, Draft>
}
export interface Draft {
  values: Record<string, string>
  photos: KeptFile[]
}

export interface About {
  kind: 'lead' | 'household' | 'duty' | 'case'
  id: string
}

export interface WaitingPhoto {
  /** Goes along with the file, so that the server keeps it once. */
  id: string
  file: KeptFile
  /** The server's id, once it has it. */
  sent: string | null
}

/** What a cadre did on his phone, until the server has it. */
export interface WaitingAct {
  id: string
  /** Whose it is: only he sends it. */
  account: string
  at: string
  about: About
  /** Such as `claim`: what it does to what is shown. */
  name: string
  title: string
  words: string
  path: string
  /** The photos' ids are put in when they are there. */
  body: Record<string, unknown>
  photos: WaitingPhoto[]
  photosPath: string | null
  /** Why the server did not take it: it waits for the cadre, not for the line. */
  refused: string | null
}
