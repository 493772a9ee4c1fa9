/**
 * `npm run --silent understand < messages.jsonl`: reads a JSON line (`id`, `text`, optional `date`) and writes a JSON line
 * for each, in order, as they come. A line that cannot be read gives a line with `error`; the others go on.
 */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { understand } from './core/understanding/understand.ts'

const Line = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  text: z.string(),
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}/, 'date must begin with yyyy-mm-dd')
    .nullish(),
})

/** Microseconds are told apart. */
const MS_DIGITS = 3

function answer({ id, text, date }: z.infer<typeof Line>): object {
  const start = performance.now()
  const understood = understand(text, date ? { today: date.slice(0, 10) } : {})
  const ms = performance.now() - start
  return {
    id: id ?? null,
    intent: understood.intent,
    risks: understood.risks.map((risk) => risk.type),
    amounts: understood.amounts.map(({ span, ...amount }) => ({ ...amount, span: [span.start, span.end] })),
    months: understood.duration?.months ?? null,
    proxy: understood.proxy,
    urgency: understood.urgency,
    ms: Number(ms.toFixed(MS_DIGITS)),
  }
}

function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : null
}

function read(line: string, number: number): object {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { id: null, line: number, error: 'not JSON' }
  }
  const parsed = Line.safeParse(value)
  if (parsed.success) return answer(parsed.data)
  const error = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`).join('; ')
  return { id: idOf(value) ?? null, line: number, error }
}

/** The first calls are slower than all later ones; they are not the caller's. */
const WARM = [
  '我妈住院做手术,自己掏了三万多,房子也漏雨,半年没活干',
  '低保怎么申请',
  '不是两万,是两万三',
  '着火了,快来人',
  '尊敬的领导,我父亲去年查出尿毒症,每周透析三次,家里亲戚都借遍了,实在无力承担,请求政府给予救助,不胜感激。',
]
for (let i = 0; i < 200; i++) for (const text of WARM) understand(text)

let number = 0
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  number += 1
  if (line.trim() === '') continue
  // A reader slower than us holds us back instead of filling the memory.
  if (!process.stdout.write(`${JSON.stringify(read(line, number))}\n`)) await once(process.stdout, 'drain')
}
