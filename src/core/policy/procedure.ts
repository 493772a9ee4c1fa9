import { z } from 'zod'
import { ComparedField, EvidenceKind } from '../../contract/case.ts'
import { Actor, entry, until } from './entry.ts'

const Days = z.strictObject({ days: z.int().positive(), counted: z.enum(['natural', 'working']) })

const Step = z
  .strictObject({
    step: z.string().regex(/^[a-z_]+$/),
    ...entry,
    act: z.enum([
      'report',
      'verify',
      'deliberate',
      'public_notice',
      'review',
      'compare',
      'approve',
      'announce',
      'mark',
      'help',
    ]),
    by: z.array(Actor).min(1),
    /** Who is at the table beside those who answer for it. */
    with: z.array(Actor).optional(),
    evidence: z.array(EvidenceKind),
    least: Days.optional(),
    most: Days.optional(),
    /** Steps that must be done before. */
    after: z.array(z.string()),
    tells: z.array(Actor),
    compares: z.array(ComparedField).optional(),
  })
  .refine((step) => step.act !== 'public_notice' || step.least, {
    path: ['least'],
    message: '公示要写明最少几天（least）',
  })
  .refine((step) => !step.least || !step.most || step.least.days <= step.most.days, {
    path: ['most'],
    message: '最多的天数不能少于最少的天数',
  })

export type ProcedureStep = z.infer<typeof Step>

const Steps = z.array(Step).superRefine((steps, context) => {
  const before = new Set<string>()
  steps.forEach((step, i) => {
    for (const name of step.after)
      if (!before.has(name))
        context.addIssue({ code: 'custom', path: [i, 'after'], message: `“${name}”不是前面的环节` })
    if (before.has(step.step)) context.addIssue({ code: 'custom', path: [i, 'step'], message: '环节的名字重复了' })
    before.add(step.step)
  })
})

/** From the report to the household on the register. */
export const ProcedureRule = z.strictObject({ kind: z.literal('procedure'), ...entry, ...until, steps: Steps.min(1) })

export type ProcedureRule = z.infer<typeof ProcedureRule>

/** How a household leaves, when it must not yet, and what is marked at the end of a year. */
export const LeavingRule = z.strictObject({
  kind: z.literal('leaving'),
  ...entry,
  ...until,
  steps: Steps,
  guards: z.array(
    z.strictObject({
      when: z.enum(['weak_stability', 'no_labour']),
      marked: z.literal(false),
      meanwhile: z.enum(['keep_helping', 'keep_tracking']),
      says: z.string(),
    }),
  ),
  yearEnd: z
    .strictObject({ marks: z.literal('risk_removed'), helpMayStop: z.boolean(), staysOnRegister: z.boolean() })
    .optional(),
})
export type LeavingRule = z.infer<typeof LeavingRule>
