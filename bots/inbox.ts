import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { BotMessage } from '../src/contract/bot.ts'

/** A picture or recording whose bytes lie beside it, or are still to come. */
const FileContent = z.object({ kind: z.enum(['picture', 'voice']), bytes: z.enum(['awaited', 'kept']) })
const Draft = BotMessage.extend({ content: z.union([FileContent, BotMessage.shape.content]) })
/** A message as it is kept until the server has it. */
export type Draft = z.infer<typeof Draft>

export interface Kept {
  /** Grows with each message: the order in which they came. */
  name: string
  draft: Draft
}

export interface Inbox {
  /** On disk when it resolves. */
  put(draft: Draft): Promise<Kept>
  /** In place of what was kept under that name. */
  replace(kept: Kept, bytes: Uint8Array | null): Promise<Kept>
  bytes(kept: Kept): Promise<Uint8Array<ArrayBuffer>>
  drop(kept: Kept): Promise<void>
  /** What an earlier run left, oldest first. */
  left: Kept[]
}

const DIGITS = 12

/** What WeChat brought and the server has not got yet: one file a message, so that none is lost with the process. */
export async function openInbox(folder: string): Promise<Inbox> {
  const own = join(folder, 'inbox')
  await mkdir(own, { recursive: true, mode: 0o700 })
  const left = await readLeft(own)
  let next = Number(left.at(-1)?.name ?? 0)

  const store = async (kept: Kept): Promise<Kept> => {
    await writeWhole(own, `${kept.name}.json`, Buffer.from(JSON.stringify(kept.draft)))
    return kept
  }
  return {
    left,
    async put(draft) {
      // What nobody could read again is not kept.
      Draft.parse(draft)
      next++
      return store({ name: String(next).padStart(DIGITS, '0'), draft })
    },
    async replace(kept, bytes) {
      if (bytes) await writeWhole(own, `${kept.name}.bytes`, bytes)
      return store(kept)
    },
    bytes: async ({ name }) => new Uint8Array(await readFile(join(own, `${name}.bytes`))),
    async drop({ name }) {
      await rm(join(own, `${name}.json`), { force: true })
      await rm(join(own, `${name}.bytes`), { force: true })
    },
  }
}

async function readLeft(folder: string): Promise<Kept[]> {
  const left: Kept[] = []
  for (const file of (await readdir(folder)).sort()) {
    if (!file.endsWith('.json')) continue
    const draft = draftIn(await readFile(join(folder, file), 'utf8'))
    if (draft) left.push({ name: file.slice(0, -5), draft })
    // One that a hand or a disk spoilt must not keep the others back.
    else await rename(join(folder, file), join(folder, `${file}.broken`))
  }
  return left
}

function draftIn(text: string): Draft | null {
  try {
    return Draft.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** The whole file or none, whatever happens meanwhile. */
async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, name)
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  const directory = await open(folder, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
