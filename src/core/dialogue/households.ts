import { understand } from '../understanding/understand.ts'
import { chinaDay } from '../words/when.ts'
import { answer, saying, text } from './blocks.ts'
import { isNo, isYes } from './consent.ts'
import type { Answer, Asking, ConversationState, DialogueContext, Draft, OtherHousehold, Said } from './conversation.ts'
import { LABEL, SUBMIT } from './labels.ts'
import { clauseAt } from './own-words.ts'
import { askAgain, missed, proceed } from './proceed.ts'
import { newDraft } from './report.ts'
import { isCourtesy, smalltalkWords } from './smalltalk.ts'
import { GREETING_WORDS, HOUSEHOLD_WORDS } from './words.ts'

const NEIGHBOUR =
  /^(?:还有|另外|再有|再说|再一个|同时|而且|那|我们?家?)*(?:隔壁|对门|邻居|对面|楼[上下]|屋[后前]|村里|同村)(?!就?是|盖|建|挖|修|装|的?(?:牛|猪|狗|鸡|树))/
const OWN =
  /^(?:还有|另外|再说|而且|但是?|可是?)*(?:我们?家|我们屋|我屋|俺家|咱家|自己家|[我俺咱](?:[妈爸娘爹崽]|老[公婆豆妈爸]|男人|女人|儿子|女儿|爷|奶))/
/** Told of a neighbour, these are a trouble even where no risk is read. */
const HARDSHIP =
  /没人(?:管|理|照|养)|可怜|困难|难过|瘫|病|漏|塌|裂|没(?:有)?(?:饭|钱|水|米)|冇(?:饭|钱|水|人)|没得吃|吃不上|孤寡/

/** His own household and another one in one message: both parts, each read by itself. `null`: it speaks of one alone. */
function twoHouseholds(said: Said, now: Date): { own: Said; other: OtherHousehold } | null {
  const parts = { own: '', other: '' }
  let of: 'own' | 'other' | null = null
  for (const piece of said.text.match(/[^，,。！!？?；;\n]+[，,。！!？?；;\n]*/g) ?? []) {
    const clause = piece.trim()
    if (NEIGHBOUR.test(clause) && !/我们?家|[给把]我/.test(clause.replace(/^我们?家?/, ''))) of = 'other'
    else if (OWN.test(clause)) of = 'own'
    // Words before either belong to the one that comes first.
    parts[of ?? (OWN.test(said.text) ? 'own' : 'other')] += piece
  }
  if (parts.own === '' || parts.other === '') return null
  const own = readAlone(said, parts.own.replace(/[，,；;\n]+$/, ''), now)
  const other = otherHousehold(parts.other, now)
  return other !== null && own.understood.risks.some(({ type }) => type !== 'other') ? { own, other } : null
}

/** What is masked stays so; the numbers that were in the message belong to whoever wrote it. */
function readAlone(said: Said, words: string, now: Date): Said {
  return { ...said, text: words, understood: { ...understand(words, { today: chinaDay(now) }), proxy: false } }
}

function otherHousehold(words: string, now: Date): OtherHousehold | null {
  const bare = words.replace(/[，,；;\n\s]+$/, '')
  const understood = understand(bare, { today: chinaDay(now) })
  const said: Said = { kind: 'text', text: bare, understood, privateNumbers: [] }
  const risks = understood.risks.map(({ type, span }) => ({ type, words: clauseAt(said, span) }))
  const neighbours = understood.proxy || NEIGHBOUR.test(bare)
  if (!neighbours || (risks.length === 0 && !HARDSHIP.test(bare))) return null
  return { words: bare, risks: risks.length > 0 ? risks : [{ type: 'other', words: bare.slice(0, 40) }] }
}

/** While his own report is under way: 隔壁张奶奶也瘫了没人管. */
function neighbourInPassing(draft: Draft | null, said: Said, now: Date): OtherHousehold | null {
  if (draft?.whose?.value !== 'own' || draft.risks.length === 0 || !NEIGHBOUR.test(said.text.trim())) return null
  return OWN.test(said.text) ? null : otherHousehold(said.text, now)
}

/**
 * Two households in one breath: his own is heard, the other kept until this report is done. `hear` hears the rest of the
 * message. `null`: nothing of the kind.
 */
export function hearTwoHouseholds(
  state: ConversationState,
  said: Said,
  context: DialogueContext,
  hear: (own: Said) => Answer,
): Answer | null {
  if (said.understood.intent === 'emergency' || (state.asking?.kind === 'slot' && state.asking.slot === 'whose'))
    return null
  if (state.draft?.whose?.value === 'other') return null
  const both = twoHouseholds(said, context.now)
  const other = both?.other ?? neighbourInPassing(state.draft, said, context.now)
  if (other === null) return null
  const after = both ? hear(both.own) : askAgain(state, context, [])
  const { draft } = after.state
  if (draft === null) return null
  const kept = { ...after, state: { ...after.state, draft: { ...draft, alsoFor: other } } }
  return saying([HOUSEHOLD_WORDS.ownFirst], kept)
}

/** After his own report: the other household that he spoke of. */
export function withOffer(after: Answer, draft: Draft, context: DialogueContext): Answer {
  if (draft.alsoFor === undefined) return after
  const asked = askAgain({ ...after.state, asking: { kind: 'offer_other', other: draft.alsoFor } }, context, [])
  return { ...asked, replies: [...after.replies, ...asked.replies], events: after.events }
}

/** 算了，不用 · 先不报了 */
export const DECLINES = /^(?:算了?|不用|先不|不要|不报|别|下次)(?:[了吧，,\s]|不用|先不|不报|再说|报)*[。！!]*$/

export function hearOfferOther(
  state: ConversationState,
  { other }: Extract<Asking, { kind: 'offer_other' }>,
  said: Said,
  context: DialogueContext,
): Answer {
  const bare = said.text.trim()
  const idle: ConversationState = { ...state, asking: null, misses: 0 }
  // A second tap on the button of his own report starts nothing.
  if (bare === LABEL.submit) return askAgain(state, context, [])
  if (bare === LABEL.report_no_other || DECLINES.test(bare) || isNo(said))
    return answer(idle, [text(HOUSEHOLD_WORDS.notNow, GREETING_WORDS.anyTime)])
  if (bare === LABEL.report_other || SUBMIT.test(bare) || isYes(said)) {
    const draft: Draft = {
      ...newDraft(context.now),
      whose: { value: 'other', words: other.words.slice(0, 40) },
      risks: other.risks,
      words: [other.words],
    }
    return proceed(idle, draft, context)
  }
  if (isCourtesy(bare)) return askAgain(state, context, [smalltalkWords(bare)])
  return missed(state, context)
}
