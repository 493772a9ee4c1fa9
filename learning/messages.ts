import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { RiskType } from '../src/contract/terms.ts'
import { COMMANDS, INTENTS } from '../src/core/understanding/weights.ts'

/** A message as somebody would have written it, and what a careful officer reads in it. Invented, all of them. */
const Labelled = z.strictObject({
  id: z.string(),
  text: z.string().min(1),
  intent: z.enum(INTENTS),
  risks: z.array(RiskType),
  command: z.enum(COMMANDS).optional(),
  amounts: z.array(z.number()).optional(),
  months: z.number().optional(),
  proxy: z.boolean().optional(),
  not: z.array(RiskType).optional(),
})
export type Labelled = z.infer<typeof Labelled>

/** A letter to officials; `scope` says whether one household, a group or nobody's hardship is told. Invented too. */
const LabelledLetter = z.strictObject({
  id: z.string(),
  title: z.string(),
  text: z.string().min(1),
  risks: z.array(RiskType),
  scope: z.enum(['household', 'group', 'none']),
})
export type LabelledLetter = z.infer<typeof LabelledLetter>

/** @throws with file and line where a row is not as it should be. */
function readFileOf<T>(row: z.ZodType<T>, url: URL): T[] {
  return readFileSync(url, 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return []
      const parsed = row.safeParse(JSON.parse(line))
      if (parsed.success) return [parsed.data]
      throw new Error(`${url.pathname}:${at + 1}: ${z.prettifyError(parsed.error)}`)
    })
}

/** All files of a folder, in the order of their names. */
function readFolder<T>(row: z.ZodType<T>, name: string): T[] {
  const folder = new URL(`./${name}/`, import.meta.url)
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'))
  return files.sort().flatMap((file) => readFileOf(row, new URL(file, folder)))
}

export const readMessages = (): Labelled[] => readFolder(Labelled, 'messages')
export const readLetters = (): LabelledLetter[] => readFolder(LabelledLetter, 'letters')
