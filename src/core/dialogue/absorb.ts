import type { RegionTree } from '../region/region-tree.ts'
import type { Amount } from '../understanding/understood.ts'
import { awareSaid } from './aware.ts'
import type { Draft, Said, Slot } from './conversation.ts'
import { LABEL } from './labels.ts'
import { nameSaid } from './names.ts'
import { clauseAt, MOST_WORDS, wordsAt } from './own-words.ts'
import { placeIn } from './places.ts'
import { sinceSaid } from './since-words.ts'
import { whoIn } from './who.ts'

/** Of several sums the one that says most about his plight: what he paid himself before what he owes, and so on. */
const AMOUNT_ORDER: Amount['role'][] = ['own_cost', 'loss', 'debt', 'total_cost', 'wage_arrears', 'unknown']
const INCOME_ROLES: Amount['role'][] = ['income_household', 'income_per_head']

export function amountIn(said: Said): Amount | null {
  const { amounts } = said.understood
  for (const role of AMOUNT_ORDER) {
    const found = amounts.filter((amount) => amount.role === role)
    // 花了八万多，自己掏了三万: the sum that 自己 stands before is his own.
    const himself = found.find(({ span }) =>
      /自[己家费付掏]/.test(said.text.slice(Math.max(0, span.start - 6), span.start)),
    )
    const chosen = himself ?? found[0]
    if (chosen) return chosen
  }
  return null
}

export function incomeIn(said: Said): Amount | null {
  const found = said.understood.amounts.find((amount) => INCOME_ROLES.includes(amount.role))
  return found ? yearly(said, found) : null
}

/** 一个月两千 is twenty-four thousand a year; incomes are told and compared by the year. */
export function yearly(said: Said, income: Amount): Amount {
  const before = said.text.slice(Math.max(0, income.span.start - 8), income.span.start)
  if (!/月/.test(before)) return income
  return {
    ...income,
    lo: income.lo * 12,
    hi: income.hi * 12,
    span: { start: Math.max(0, income.span.start - before.length), end: income.span.end },
  }
}

export function sumOf(amount: Amount, role: Amount['role'] = amount.role): NonNullable<Draft['amount']>['value'] {
  return { lo: amount.lo, hi: amount.hi, bound: amount.bound, role }
}

const OWN =
  /我(?:们)?(?:家|屋|妈|爸|老|男人|女人|婆|公|儿|女|仔|孙|弟|哥|姐|妹|爷|奶|自己|丈夫|妻|媳|爱人|孩|小孩|娃|一家|娘|爹)|(?:^|[,，。！!;；])\s*(?:我|俺|咱)(?!.{0,3}(?:帮|替|代|邻居|隔壁|对门|村|亲戚|朋友|同学|叔|舅|表|们村))/

/** The clause that tells the trouble; empty where none is told that has a beginning. */
function troubleAt(said: Said): string {
  const risk = said.understood.risks.find(({ type }) => type !== 'other' && type !== 'income_below_line')
  return risk === undefined ? '' : clauseAt(said, risk.span)
}

const FELL_ILL =
  /^(?:还有|另外|再说|现在)?[，,]?(?:我|我家|家里)?(?:老婆|老公|爸|妈|爹|娘|爷爷|奶奶|公公|婆婆|儿子|女儿|孩子|娃|男人|女人|老人|媳妇|老伴|爱人|我)[^，,。]{0,4}(?:病了|生病|得(?:了)?病|病倒|住院|有病|重病|大病)/

/**
 * Takes whatever a message says into the slots that are still open. Nothing that he said before is overwritten here;
 * that is what a correction is for. `asked`: its answer is read elsewhere, so a sum without a role is not taken twice.
 */
export function absorb(draft: Draft, said: Said, regions: RegionTree, asked: Slot | null): Draft {
  const { text, understood } = said
  const next: Draft = { ...draft, words: [...draft.words, text] }
  if (understood.urgency === 'high' && next.urgency === 'normal') next.urgency = 'high'

  // He tapped 我家有难处 and then tells of somebody else.
  const tapped = next.whose?.words === LABEL.report
  if ((!next.whose || tapped) && understood.proxy) next.whose = { value: 'other', words: text.slice(0, MOST_WORDS) }
  else if (!next.whose && OWN.test(text)) next.whose = { value: 'own', words: text.slice(0, MOST_WORDS) }

  for (const risk of understood.risks) {
    if (next.risks.some((one) => one.type === risk.type)) continue
    // An answer such as a name is "other" to whoever reads it alone; that is no trouble of its own.
    if (risk.type === 'other' && (next.risks.length > 0 || (asked !== null && asked !== 'what'))) continue
    // Telling how little he has because we asked is not a trouble that he came with.
    if (risk.type === 'income_below_line' && asked === 'income') continue
    next.risks = [...next.risks, { type: risk.type, words: clauseAt(said, risk.span) }]
  }
  // 老婆病了 beside another trouble: reckoned with its cost, which is asked next.
  if (
    asked !== null &&
    asked !== 'what' &&
    next.risks.every(({ type }) => type !== 'medical_cost') &&
    FELL_ILL.test(text)
  )
    next.risks = [...next.risks, { type: 'medical_cost', words: text.slice(0, MOST_WORDS) }]
  // "Other" only stands while nothing more exact is known.
  if (next.risks.length > 1 && next.urgency !== 'emergency')
    next.risks = next.risks.filter(({ type }) => type !== 'other')

  const who = next.who ? undefined : whoIn(said, next.whose?.value ?? 'own')
  if (who) next.who = who
  const aware = next.whose?.value === 'other' && !next.aware ? awareSaid(text) : null
  if (aware !== null) next.aware = { value: aware, words: text.slice(0, 20) }

  const name = next.name ? null : nameSaid(text, next.whose?.value !== 'other')
  if (name !== null) next.name = { value: name, words: name }

  if (!next.village && asked !== 'village') {
    const place = placeIn(text, regions, false)
    if (place.kind === 'village') next.village = { value: place.code, words: place.words }
  }

  const { duration, people } = understood
  if (!next.since?.value && duration) {
    const words = wordsAt(said, duration.span)
    next.since = { value: { text: words, months: duration.months }, words }
  }
  const begun = next.since || duration || asked === 'since' ? null : sinceSaid(troubleAt(said), draft.startedAt)
  if (begun !== null) next.since = { value: begun, words: begun.text }
  // Out of the blue only 三口人 counts people; a bare 三个 may count months.
  if (!next.people?.value && people && /^[^几]*[口人丁]/.test(wordsAt(said, people.span)))
    next.people = { value: people.count, words: wordsAt(said, people.span) }

  const amount = amountIn(said)
  const waitsForSum = asked === 'amount' || asked === 'income'
  // What he paid himself says more than the whole bill.
  const before = next.amount?.value
  const better =
    amount?.role === 'own_cost' &&
    before !== undefined &&
    (before === null || before.role !== 'own_cost' || /自[己家费付掏]/.test(text)) &&
    !/又|另外|再[花交付]/.test(text)
  if (amount && (better || (!next.amount && !(waitsForSum && amount.role === 'unknown'))))
    next.amount = { value: sumOf(amount), words: wordsAt(said, amount.span) }
  const income = incomeIn(said)
  if (!next.income && income) next.income = { value: sumOf(income), words: wordsAt(said, income.span) }

  for (const number of said.privateNumbers) {
    if (!number.valid || number.sealed === null) continue
    if (number.kind === 'phone') {
      // The newest is the one that works; what we knew before may be old.
      if (next.phone?.value?.hash !== number.sealed.hash)
        next.phone = { value: number.sealed, words: number.sealed.masked }
    } else if (next.whose?.value !== 'other') next.identity ??= number.sealed
  }
  return next
}
