import { Worker } from 'node:worker_threads'
import type { DrawPicture } from '../../app/ports/pictures.ts'
import type { CardPicture } from '../../core/card/picture.ts'
import type { Painted } from './painter.ts'

/** Beyond this something hangs; most take a fifth of a second, the first one with its fonts a second, more on a busy machine. */
const PATIENCE_MS = 30_000
/** Without work for so long, the thread ends and gives back its memory, some 200 MB. */
const IDLE_MS = 120_000

/** Without a limit it takes twice as much before it tidies up, and is no faster. */
const MEMORY = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 }

/** Draws in a thread that begins with the first picture. One picture at a time: whoever calls sees to that. */
export function drawCards(): { draw: DrawPicture; stop: () => Promise<void> } {
  let thread: Worker | null = null
  let idle: NodeJS.Timeout | undefined

  const end = async () => {
    const ended = thread
    thread = null
    clearTimeout(idle)
    await ended?.terminate()
  }

  const begin = () => {
    const begun = new Worker(new URL('./painter.ts', import.meta.url), { execArgv: [], resourceLimits: MEMORY })
    // It may end between two pictures too: then the next one finds none.
    begun.once('exit', () => {
      if (thread === begun) thread = null
    })
    // An error that nobody hears would end the process.
    return begun.on('error', () => {})
  }

  const draw: DrawPicture = async (picture) => {
    clearTimeout(idle)
    thread ??= begin()
    const answer = await answerOf(thread, picture).catch(async (error: unknown) => {
      // Whatever state it is in: the next picture gets a new one.
      await end()
      throw error
    })
    idle = setTimeout(() => void end(), IDLE_MS).unref()
    if ('failed' in answer) throw new Error(answer.failed)
    return answer
  }
  return { draw, stop: end }
}

function answerOf(thread: Worker, picture: CardPicture): Promise<Painted> {
  const { promise, resolve, reject } = Promise.withResolvers<Painted>()
  const patience = setTimeout(() => reject(new Error('a picture took too long')), PATIENCE_MS)
  const onExit = () => reject(new Error('the painter ended'))
  thread.once('message', resolve).once('error', reject).once('exit', onExit).postMessage(picture)
  return promise.finally(() => {
    clearTimeout(patience)
    thread.off('message', resolve).off('error', reject).off('exit', onExit)
  })
}
