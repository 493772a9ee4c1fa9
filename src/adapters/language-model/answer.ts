import { z } from 'zod'
import { RiskType } from '../../contract/terms.ts'
import type { Suggestion } from '../../core/understanding/suggestion.ts'
import type { AmountRole } from '../../core/understanding/understood.ts'

/** Longer than any quote that counts; an answer beyond this is no answer. */
const LONGEST_QUOTE = 200
const MOST_VALUES = 10

const quote = z.string().max(LONGEST_QUOTE)
const ROLES = [
  'own_cost',
  'total_cost',
  'debt',
  'income_per_head',
  'income_household',
  'loss',
  'wage_arrears',
  'unknown',
] as const satisfies readonly AmountRole[]

const Answer = z.object({
  intent: z
    .object({ value: z.enum(['report', 'question']), quote })
    .nullable()
    .default(null),
  risks: z
    .array(z.object({ type: RiskType, quote }))
    .max(MOST_VALUES)
    .default([]),
  amounts: z
    .array(z.object({ role: z.enum(ROLES), quote }))
    .max(MOST_VALUES)
    .default([]),
  duration: z.object({ quote }).nullable().default(null),
  urgency: z
    .object({ level: z.enum(['high', 'emergency']), quote })
    .nullable()
    .default(null),
})

/** What a server's strict mode takes: every field required, nothing beside them, no lengths. */
export const ANSWER_JSON_SCHEMA = strictSchema()

function strictSchema() {
  const { $schema: _, ...schema } = z.toJSONSchema(Answer, {
    override: ({ jsonSchema }) => {
      for (const key of ['default', 'maxLength', 'maxItems'] as const) delete jsonSchema[key]
      if (jsonSchema.properties) jsonSchema.required = Object.keys(jsonSchema.properties)
      if (jsonSchema.type === 'object') jsonSchema.additionalProperties = false
    },
  })
  return schema
}

const Completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
})

/**
 * The suggestion in a server's whole answer, also where its model wrapped the JSON in prose or a code fence. Null for
 * whatever doesn't fit the schema; then nothing of it counts.
 */
export function readAnswer(body: string): Suggestion | null {
  const answer = Answer.safeParse(objectIn(body))
  return answer.success ? answer.data : null
}

/** The JSON object that a model answered with; undefined where there is none. */
export function objectIn(body: string): unknown {
  const completion = Completion.safeParse(jsonOf(body))
  const content = completion.success ? completion.data.choices[0]?.message.content : undefined
  if (content === undefined) return undefined
  // Models that think aloud do so in front of their answer.
  const object = firstObject(content.slice(content.lastIndexOf('</think>') + 1))
  return object === null ? undefined : jsonOf(object)
}

export function saysNothing({ intent, risks, amounts, duration, urgency }: Suggestion): boolean {
  return risks.length + amounts.length === 0 && intent === null && duration === null && urgency === null
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** From the first brace to the one that closes it; braces inside of strings don't count. Linear. */
function firstObject(text: string): string | null {
  const start = text.indexOf('{')
  if (start < 0) return null
  let depth = 0
  let inString = false
  for (let i = start; i < text.length; i++) {
    const char = text[i]
    if (inString) {
      if (char === '\\') i++
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === '{') depth++
    else if (char === '}' && --depth === 0) return text.slice(start, i + 1)
  }
  return null
}
