import { understand } from '../understanding/understand.ts'
import { chinaDay } from '../words/when.ts'
import { absorb, amountIn, sumOf } from './absorb.ts'
import { type Amendment, amendmentIn, withoutSpeech } from './amendment-words.ts'
import { answerTo } from './answers.ts'
import { awareSaid } from './aware.ts'
import type { Answer, ConversationState, DialogueContext, Draft, Said, Slot } from './conversation.ts'
import { hearCorrection, slotNamed, withWords } from './correction.ts'
import { deniesUnknownSum, explained, explainsHimself } from './explanation.ts'
import { ofHousehold } from './known.ts'
import { isName, nameAnswered } from './names.ts'
import { clauseAt } from './own-words.ts'
import { placeIn } from './places.ts'
import { askAgain, proceed } from './proceed.ts'
import { isFilled, moneyAsked } from './slots.ts'
import { sumAnswered } from './small-number.ts'
import { personAlone } from './who.ts'
import { DRAFT_WORDS, READ_BACK_WORDS } from './words.ts'

/**
 * A correction that says what was wrong, whatever question is open: the value is put in place of the one he denies.
 * `null`: it corrects nothing that the report holds.
 */
function amended(draft: Draft, said: Said, context: DialogueContext, open: Slot | null): Draft | null {
  const told = toldMeanwhile(draft, said.text)
  if (told !== null) return told
  const found = amendmentIn(said.text)
  if (found === null) return null
  const given = saidAlone(said, found.given, context)
  const slot = (found.about === '' ? null : slotNamed(`${found.about}错`)) ?? slotMeant(draft, found, context, open)
  if (slot === null) return null
  const changed = put(slot, draft, given, found, context)
  return changed === null ? null : withWords(changed, said)
}

/** 她现在知道了: what was so when he was asked is so no longer. */
function toldMeanwhile(draft: Draft, text: string): Draft | null {
  if (draft.whose?.value !== 'other' || draft.aware === undefined || text.length > 20) return null
  const value = /(?:[他她]|那一?家|本人|人家)(?:们|家|现在|已经|都)*(?:知道|晓得)了/.test(text) ? true : awareSaid(text)
  if (value === null || value === draft.aware.value) return null
  return { ...draft, aware: { value, words: text.slice(0, 20) }, words: [...draft.words, text] }
}

/** The answer to such a correction: what is changed, and the open question again. */
export function hearAmendment(state: ConversationState, said: Said, context: DialogueContext): Answer | null {
  const { draft } = state
  if (draft === null) return null
  const more = addedTo(draft, said, context)
  if (more !== null) return proceed(state, more, context, [DRAFT_WORDS.noted])
  const open = state.asking?.kind === 'slot' ? state.asking.slot : null
  const changed = amended(draft, said, context, open)
  if (changed !== null) return proceed(state, changed, context, [READ_BACK_WORDS.changed])
  const found = amendmentIn(said.text)
  if (found !== null && deniesUnknownSum(draft, found)) return jotted(state, withWords(draft, said), context)
  if (found !== null && state.asking !== null && explainsHimself(said, found))
    return jotted(state, explained(draft, said, saidAlone(said, found.given, context), context, open), context)
  const about = found?.about ?? ''
  const named = about === '' ? null : slotNamed(`${about}错`)
  // 户主是我爸不是我: wrong, but the right value is still to be said.
  const wrong = (named === 'name' && isFilled(draft, named)) || calledWrong(draft, said.text)
  return wrong ? hearCorrection(state, draft, said, context) : null
}

/** His words are kept; the open question is asked again unless they answer it. */
function jotted(state: ConversationState, draft: Draft, context: DialogueContext): Answer {
  const open = state.asking?.kind
  const again = open !== undefined && open !== 'slot'
  const noted = [DRAFT_WORDS.jotted]
  return again ? askAgain({ ...state, draft }, context, noted) : proceed(state, draft, context, noted)
}

/** A piece of his message, read as if he had said nothing else; its numbers stay sealed. */
function saidAlone(said: Said, words: string, context: DialogueContext): Said {
  const privateNumbers = said.privateNumbers.filter(
    ({ sealed }) => sealed === null || words.includes(sealed.masked) || !said.text.includes(sealed.masked),
  )
  return { ...said, text: words, understood: understand(words, { today: chinaDay(context.now) }), privateNumbers }
}

const WHOSE = /^(?:[我俺咱]们?|自己|自|别人|人家|隔壁|邻居|对门|他们?|亲戚)家(?:里)?的?$/

/** What both the old and the new words can be: 两万 and 两万三 are sums. */
function slotMeant(
  draft: Draft,
  { denied, given }: Amendment,
  context: DialogueContext,
  open: Slot | null,
): Slot | null {
  const place = (words: string) =>
    ['village', 'inactive', 'several'].includes(placeIn(words, context.regions, true).kind)
  const counts = (words: string) =>
    /^(?:一共|就|只有|有)?[\d一二两三四五六七八九十]{1,3}\s*(?:口人?|个人|人)/.test(words)
  const knows = (words: string) =>
    /^(?:[他她]|那一?家|本人|人家)?(?:们|家|都|也|还|就)*(?:不|没)?(?:知道|晓得)/.test(words)
  const kinds: [Slot, (words: string) => boolean][] = [
    ['aware', (words) => draft.whose?.value === 'other' && knows(words)],
    ['phone', (words) => /\d{3}[\d*]{4,}/.test(words)],
    ['whose', (words) => WHOSE.test(words)],
    [
      'name',
      (words) => words === draft.name?.value || (denied === draft.name?.value && nameAnswered(words, true) !== null),
    ],
    ['people', counts],
    ['since', (words) => understand(words).duration !== null],
    ['amount', (words) => sumIn(words) !== null],
    ['village', place],
    ['who', (words) => personAlone(words) !== undefined],
    ['name', (words) => isName(words, false)],
  ]
  if (denied === '') return sumIn(given) === null ? null : sumMeant(draft, denied, open)
  const kind = kinds.find(([, fits]) => fits(denied) && fits(given))?.[0] ?? null
  if (kind === 'amount') return sumMeant(draft, denied, open)
  return kind ?? (tellsTrouble(draft, denied, given) ? 'what' : null)
}

function sumIn(words: string): { lo: number; hi: number } | null {
  return understand(words).amounts[0] ?? sumAnswered(words) ?? null
}

/** The sum that he takes back tells which it was; else the one that is being asked, else the only one there is. */
function sumMeant(draft: Draft, denied: string, open: Slot | null): 'amount' | 'income' | null {
  const old = sumIn(denied)
  const has = (slot: 'amount' | 'income') => draft[slot]?.value?.lo === old?.lo && old !== null
  if (has('amount') && !has('income')) return 'amount'
  if (has('income') && !has('amount')) return 'income'
  const asked = open === 'amount' || open === 'income' ? open : null
  if (old !== null && asked !== null) return asked
  if (draft.amount?.value && draft.income?.value) return null
  return draft.income?.value ? 'income' : draft.amount?.value ? 'amount' : asked
}

function tellsTrouble(draft: Draft, denied: string, given: string): boolean {
  const known = draft.risks.some(({ words }) => words.includes(denied) || denied.includes(words))
  const told = understand(given).risks.some(({ type }) => type !== 'other')
  return told && (known || understand(denied).risks.length > 0)
}

function put(slot: Slot, draft: Draft, given: Said, found: Amendment, context: DialogueContext): Draft | null {
  switch (slot) {
    case 'what':
      return otherTrouble(draft, given, found)
    case 'amount':
    case 'income': {
      // The right sum comes first: 是五万，要我再交两万.
      const first = sumAnswered(given.text.split(/[，,。；;]/)[0] ?? '')
      const bare = first ?? amountIn(given) ?? given.understood.amounts[0]
      if (bare === undefined) return null
      const before = draft[slot]?.value?.role
      const role = slot === 'income' ? 'income_household' : (moneyAsked(draft) ?? 'unknown')
      return {
        ...draft,
        [slot]: { value: sumOf({ ...bare, role: before ?? role, span: NOWHERE }), words: given.text.slice(0, 20) },
      }
    }
    case 'who': {
      const who = personAlone(given.text)
      return who === undefined ? null : withPersonSaid(draft, { ...draft, who })
    }
    case 'whose':
    case 'aware':
    case 'name':
    case 'village':
    case 'since':
    case 'people':
    case 'phone': {
      const asked = { draft, regions: context.regions, options: [], secondTry: true }
      const heard = answerTo(slot, given, asked)
      if (heard.kind !== 'filled' || heard.draft[slot]?.value === null) return null
      return slot === 'whose' ? ofHousehold(draft, heard.draft) : heard.draft
    }
  }
}

const NOWHERE = { start: 0, end: 0 }

const SAID_LATER = /（后来说是[^）]*）$/

/** His first words name somebody else: whoever reads them sees what he said later. */
function withPersonSaid(before: Draft, after: Draft): Draft {
  const old = before.who?.words
  const risks = after.risks.map((risk) => {
    const bare = risk.words.replace(SAID_LATER, '')
    return old !== undefined && (bare.includes(old) || bare !== risk.words)
      ? { ...risk, words: `${bare}（后来说是${after.who?.words ?? ''}）` }
      : risk
  })
  return { ...after, risks }
}

/** 不是漏雨，是墙裂: the trouble that he takes back goes, whatever else he told stays. */
function otherTrouble(draft: Draft, given: Said, { denied }: Amendment): Draft | null {
  const told = given.understood.risks
    .filter(({ type }) => type !== 'other')
    .map(({ type, span }) => ({ type, words: clauseAt(given, span) }))
  if (told.length === 0) return null
  const wrong = understand(denied).risks.map(({ type }) => type)
  const meant = draft.risks.filter(({ type, words }) => wrong.includes(type) || words.includes(denied))
  const gone = meant.length > 0 ? meant : draft.risks.slice(0, 1)
  const stay = draft.risks.filter((one) => !gone.includes(one) && told.every(({ type }) => type !== one.type))
  return { ...draft, risks: [...told, ...stay] }
}

const SAID_TOO_LITTLE =
  /^.*?(?:(?:说|报|讲|写|算|填)(?:少|漏)了|少(?:说|报|讲|算)了|漏(?:说|报|讲|算)了?|^漏了|忘了?(?:说|讲|算|报)|没(?:说|算|报)(?:完|全)|(?:还要|要再|再)加上?)/
/** What stands between that and the sum. */
const MORE = /^(?:[，,。；;\s了]|还有|还要|另外|外加|再|加上?|一笔|个)+/

/** 说少了，还有医药费一万: on top of the sum that he told. */
function addedTo(draft: Draft, said: Said, context: DialogueContext): Draft | null {
  const before = draft.amount?.value
  if (!before || !SAID_TOO_LITTLE.test(said.text.trim())) return null
  const rest = said.text.trim().replace(SAID_TOO_LITTLE, '')
  const part = saidAlone(said, rest.replace(MORE, ''), context)
  const sum = amountIn(part)
  if (sum === null) return null
  const value = { ...before, lo: before.lo + sum.lo, hi: before.hi + sum.hi }
  const words = `${draft.amount?.words ?? ''}，还有${part.text}`.slice(0, 40)
  return absorb({ ...draft, amount: { value, words } }, said, context.regions, 'amount')
}

/** 电话写错了: a slot called wrong, without the right value. */
function calledWrong(draft: Draft, text: string): boolean {
  const bare = withoutSpeech(text)
  const wrong = /^(.{1,10}?)(?:好像|刚才|我)?(?:(?:说|写|打|填|报|记|搞|弄|讲)错了?|错了|不对|要改)$/.exec(bare)?.[1]
  const slot = wrong === undefined ? null : slotNamed(`${wrong}错`)
  return slot !== null && isFilled(draft, slot)
}
