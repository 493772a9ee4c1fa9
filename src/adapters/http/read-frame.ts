import type { z } from 'zod'
import { type Field, parseInChinese } from './validation.ts'

/** A frame that is no frame. `id` when the message it belongs to could still be read, so that its sender knows. */
export interface Fault {
  code: 'not_text' | 'too_long' | 'not_json' | 'unknown_type' | 'bad_frame'
  message: string
  id?: string
}

/** Longest id that is echoed; anything longer is no id. */
const MAX_ID = 64

export function readFrame<T>(
  schema: z.ZodType<T>,
  types: string[],
  data: Buffer | ArrayBuffer | Buffer[],
  isBinary: boolean,
  limit: number,
): { frame: T } | { fault: Fault } {
  if (isBinary) return fault('not_text', '只收文字消息，图片和录音请先上传。')
  const text = data.toString()
  let input: unknown
  try {
    input = JSON.parse(text)
  } catch {
    return fault('not_json', '消息格式不对，没有收到。')
  }
  const id = idOf(input)
  if (Buffer.byteLength(text) > limit) {
    return fault('too_long', `内容太长，一次最多 ${limit / 1024} KB，请分几次发。`, id)
  }
  if (!types.includes(typeOf(input))) return fault('unknown_type', '不认识这种消息，没有收到。', id)
  const parsed = parseInChinese(schema, input)
  if ('value' in parsed) return { frame: parsed.value }
  return fault('bad_frame', `消息内容不对，没有收到。${listed(parsed.fields)}`, id)
}

function fault(code: Fault['code'], message: string, id?: string): { fault: Fault } {
  return { fault: id === undefined ? { code, message } : { code, message, id } }
}

function typeOf(input: unknown): string {
  const type = typeof input === 'object' && input !== null ? (input as { type?: unknown }).type : undefined
  return typeof type === 'string' ? type : ''
}

function idOf(input: unknown): string | undefined {
  const id = typeof input === 'object' && input !== null ? (input as { id?: unknown }).id : undefined
  return typeof id === 'string' && id.length <= MAX_ID ? id : undefined
}

function listed(fields: Field[]): string {
  return fields.map(({ path, message }) => `${path}：${message}`).join('；')
}
