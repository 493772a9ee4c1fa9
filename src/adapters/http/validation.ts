import type { FastifyInstance, FastifySchemaCompiler } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { forPeople } from '../../core/words/wrong-input.ts'

export interface Field {
  path: string
  message: string
}

/** Input that does not fit its schema, with the fields that are wrong. Never holds the values. */
export class UnreadableInput extends Error {
  readonly fields: Field[]
  constructor(fields: Field[]) {
    super('input does not fit its schema')
    this.fields = fields
  }
}

export function parseInChinese<T>(schema: z.ZodType<T>, input: unknown): { value: T } | { fields: Field[] } {
  const result = schema.safeParse(input, { error: forPeople })
  if (result.success) return { value: result.data }
  return { fields: result.error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join('.'), message })) }
}

/** The library's own compiler answers in English; ours names the part of the request and speaks Chinese. */
const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) => {
  const part = httpPart === 'querystring' ? 'query' : (httpPart ?? 'input')
  return (input: unknown) => {
    const parsed = parseInChinese(schema, input)
    if ('value' in parsed) return parsed
    const fields = parsed.fields.map(({ path, message }) => ({ path: path ? `${part}.${path}` : part, message }))
    return { error: new UnreadableInput(fields) }
  }
}

export function useZod(app: FastifyInstance): void {
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
}
