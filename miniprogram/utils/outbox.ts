import type { Inbound } from '../../src/contract/chat.ts'
import { isPassing, wordsOf } from './api'
import { newId } from './new-id'
import { store } from './store'
import type { KeptFile, Unsent } from './unsent'

interface Ports {
  /** Puts it on the line; its turn or its refusal comes back by `taken` or `refused`. */
  send(id: string, message: Inbound): void
  /** Answers the server's id of the file. @throws ApiProblem */
  upload(file: KeptFile): Promise<string>
  /** The server has it: the phone need not keep it. */
  forget(file: KeptFile): void
  /** The line takes what is put on it, and nothing comes back: a new one is needed. */
  stuck(): void
  changed(unsent: Unsent[]): void
  /** It was refused for good, for that reason. */
  givenUp(words: string, unsent: Unsent): void
}

/** Refusals of the chat's socket that pass by themselves. */
const PASSING = ['slow_down', 'internal', 'not_ready', 'busy', 'going_away', 'hello_first']
const RETRY_MS = 2_000
/** A picture is sent whole each time, and costs the people money. */
const LONGEST_RETRY_MS = 60_000
/** A message without its turn after this long went into a dead line. */
const ANSWER_MS = 15_000

/**
 * What was said and is not with the server yet. Everything stands in the phone's storage before it is sent, so closing the mini-program
 * loses nothing. One at a time and in order: an answer to question two must not overtake the answer to question one.
 */
export function openOutbox(ports: Ports) {
  let isUp = false
  let sending: string | null = null
  let uploading: string | null = null
  let timer = 0
  let uploadWait = RETRY_MS
  let wake = () => {}

  const unsent = () => store.get('outbox') ?? []

  function put(list: Unsent[]) {
    store.set('outbox', list)
    ports.changed(list)
  }

  function keep(message: Inbound | null, file: KeptFile | null) {
    put([...unsent(), { id: newId(), message, file }])
    next()
  }

  function next() {
    const [first] = unsent()
    if (!first || !isUp || sending || uploading) return
    if (first.message) {
      sending = first.id
      ports.send(first.id, first.message)
      timer = setTimeout(ports.stuck, ANSWER_MS)
    } else if (first.file) void upload(first.id, first.file)
  }

  async function upload(id: string, file: KeptFile) {
    uploading = id
    try {
      const attachment = await ports.upload(file)
      uploadWait = RETRY_MS
      // Kept at once: after a restart the same file is not uploaded again.
      put(unsent().map((each) => (each.id === id ? { ...each, message: messageOf(file, attachment) } : each)))
    } catch (error) {
      if (isPassing(error)) {
        await pause(uploadWait)
        uploadWait = Math.min(uploadWait * 2, LONGEST_RETRY_MS)
      } else giveUp(id, wordsOf(error))
    }
    uploading = null
    next()
  }

  /** Until then, or until the line is back. */
  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve
      setTimeout(resolve, ms)
    })
  }

  function remove(id: string): Unsent | null {
    const gone = unsent().find((each) => each.id === id) ?? null
    if (gone) put(unsent().filter((each) => each.id !== id))
    if (gone?.file) ports.forget(gone.file)
    return gone
  }

  function giveUp(id: string, words: string) {
    const gone = remove(id)
    if (gone) ports.givenUp(words, gone)
  }

  function settled(id: string) {
    if (id !== sending) return
    clearTimeout(timer)
    sending = null
    next()
  }

  return {
    unsent,
    say: (message: Inbound) => keep(message, null),
    sendFile: (file: KeptFile) => keep(null, file),
    /** The line is up: what waits goes out. */
    up() {
      isUp = true
      uploadWait = RETRY_MS
      wake()
      next()
    },
    /** What was on its way goes out again when the line is back; the server knows it by its id. */
    down() {
      isUp = false
      clearTimeout(timer)
      sending = null
    },
    taken(id: string) {
      remove(id)
      settled(id)
    },
    refused(id: string, code: string, words: string) {
      if (PASSING.includes(code)) {
        clearTimeout(timer)
        timer = setTimeout(() => settled(id), RETRY_MS)
        return
      }
      giveUp(id, words)
      settled(id)
    },
  }
}

function messageOf(file: KeptFile, attachment: string): Inbound {
  switch (file.kind) {
    case 'picture':
      return { kind: 'picture', attachment }
    case 'voice':
      return { kind: 'voice', attachment, ...(file.text !== undefined && { text: file.text }) }
  }
}
