/** One line of a list that is loaded into ledgers. Its messages are for the technician. */
import { z } from 'zod'
import { MoneyKind } from '../contract/ledger.ts'
import { RegionCode, Words } from '../contract/terms.ts'
import { BORN } from '../core/ledger/fields.ts'
import type { FactSource } from '../core/ledger/ledger.ts'

const Name = Words.trim().min(1, '不能空着').max(60)
const Month = z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/, '要写成 2025-03 这样')
const Born = z.string().regex(BORN, '要写成 1970、1970-05 或 1970-05-20 这样')

const whose = {
  village: RegionCode.refine((code) => code.length === 12, '要写 12 位村代码'),
  head: Name.describe('户主姓名'),
  household: z.uuid().optional().describe('户编号；同村有同名户主时才要写'),
}

export const LedgerLine = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('member'),
    ...whose,
    name: Name,
    relation: Words.trim().min(1).max(20),
    born: Born.nullable().default(null),
    identityNumber: z.string().nullable().default(null),
  }),
  z.strictObject({
    what: z.literal('fact'),
    ...whose,
    member: Name.nullable().default(null),
    field: z.string(),
    /** Words of a CSV cell are read as the field wants them. */
    value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
    period: z
      .string()
      .regex(/^(19|20)\d{2}(-(0[1-9]|1[0-2]))?$/, '要写成 2025 或 2025-03 这样')
      .nullable()
      .default(null),
    day: z.iso.date().nullable().default(null),
  }),
  z.strictObject({
    what: z.literal('money'),
    ...whose,
    kind: MoneyKind,
    from: Month,
    to: Month,
    yuan: z.number().nonnegative().max(9_999_999).multipleOf(0.01, '最多两位小数'),
    words: Words.trim().max(100).default(''),
  }),
])
export type LedgerLine = z.infer<typeof LedgerLine>
export type LineOf<What extends LedgerLine['what']> = Extract<LedgerLine, { what: What }>

/** A line with its number in the file, from 1. */
export interface Numbered<L extends LedgerLine = LedgerLine> {
  line: number
  entry: L
}

/** A line that could not be taken: what is wrong and what to do. */
export interface LineFault {
  line: number
  wrong: string
}

/** Whose list it is. */
export type ImportSource = Extract<FactSource, { kind: 'department' | 'import' }>
