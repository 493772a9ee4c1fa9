import type { Said } from './conversation.ts'
import { LABEL, NO, YES } from './labels.ts'

/** 他托我来报的 · 他自己还不知道: whether the other household knows of it, said unasked. */
export function awareSaid(text: string): boolean | null {
  if (
    /(?:他|她|佢|人家|那家|本人)(?:们|家|自己|本人)*(?:里)?(?:还|都|也)*(?:不知道|不晓得|唔知)|没(?:跟|和|同|告诉|问过?)(?:他|她|佢|人家)|瞒着/.test(
      text,
    )
  )
    return false
  return /(?:他|她|佢|人家|本人)(?:们|家|自己|本人)*(?:里)?(?:托|叫|让|喊|请|求|要)我|受(?:他|她|人).{0,2}(?:委托|托)|(?:他|她)(?:们|家)*(?:都)?(?:知道|晓得)我/.test(
    text,
  )
    ? true
    : null
}

/** Longer answers tell something else. */
const LONGEST = 20

/** The answer to 那一家知道您来报吗. `null`: he can't say; `undefined`: no answer to this. */
export function awareAnswered(said: Said): boolean | null | undefined {
  const text = said.text.trim()
  const told = awareSaid(text)
  if (told !== null) return told
  if (text.length > LONGEST) return undefined
  if (text === LABEL.unsure || text === LABEL.skip || /说不清|不清楚|不好说|唔清楚|我也?不(?:知道|晓得)/.test(text))
    return null
  if (
    /不知|不晓|唔知|没有?[说讲问告]|冇[讲问]|瞒/.test(text) ||
    NO.test(text) ||
    /^(?:还|都|也)?没有?[的啊呀。]*$/.test(text)
  )
    return false
  const knows = /知道|晓得|知[嘅㗎]|[说讲问]过|[说讲]了|同意|[托叫让]我/.test(text)
  // The button of another question says nothing about them.
  if (/提交|确认|^同意/.test(text)) return undefined
  return knows || YES.test(text) || said.understood.answer === 'yes' ? true : undefined
}
