import type { RegionTree } from '../region/region-tree.ts'
import { amountIn, incomeIn, sumOf, yearly } from './absorb.ts'
import { awareAnswered } from './aware.ts'
import type { Draft, Said, Slot } from './conversation.ts'
import { KNOWS_NOT, LABEL, NO, NO_PHONE, NOTED, SKIP, YES } from './labels.ts'
import { isKinAlone, isNoName, nameAnswered } from './names.ts'
import { RISK_OPTIONS, SINCE_OPTIONS, SUM_OPTIONS } from './option-values.ts'
import { ordinalIn } from './ordinal.ts'
import { clauseAt, wordsAt } from './own-words.ts'
import { doubt, morePlaces, placeIn, placeOptions, placesToTap } from './places.ts'
import { mayStayOpen, moneyAsked } from './slots.ts'
import { numeralOf, sumAnswered } from './small-number.ts'
import { whoNamed } from './who.ts'
import { NAME_WORDS, PLACE_WORDS, PRIVATE_NUMBER_WORDS } from './words.ts'

/** What a message says to the open question. `narrow`: part of the way, such as a township where the village was asked. */
export type SlotAnswer =
  | { kind: 'filled'; draft: Draft }
  | { kind: 'narrow'; note: string; options: string[] }
  /** `otherForm`: the question helps him more in its other words. */
  | { kind: 'unusable'; note: string; otherForm?: true }
  /** We know the place, but cannot send a report there. */
  | { kind: 'not_served'; note: string }
  | { kind: 'none' }

const NO_INCOME =
  /^(?:家里|我家|他家|我们|现在|都|也|就|基本|哪|真)*(?:(?:没有?得?|冇得?|无|莫得|没啥|哪有)(?:什么|啥子?|咩|乜|几多|么子)?(?:个)?(?:收入|进账|进项|钱(?:赚|挣|收)|钱(?=[了的啊呀咯嘛]*(?:[，,。！\s]|$)))|一分钱?(?:都|也)?没有?|零)(?:来源)?[了的啊呀咯嘛]*(?:[，,。！\s]|$)/

interface Asked {
  draft: Draft
  regions: RegionTree
  /** Options that were on offer, which tell names apart that repeat in the county. */
  options: string[]
  /** He was asked before, so what would be odd as an answer is now taken as one. */
  secondTry: boolean
}

const NONE: SlotAnswer = { kind: 'none' }

/** Reads the answer to the question of this slot. An earlier value is overwritten: he was asked for it. */
export function answerTo(slot: Slot, said: Said, asked: Asked): SlotAnswer {
  const text = said.text.trim()
  const open: SlotAnswer = {
    kind: 'filled',
    draft: { ...asked.draft, [slot]: { value: null, words: text.slice(0, 20) } },
  }
  // Said one question too early: kept, and the question stands.
  if (slot !== 'phone' && !asked.draft.phone?.value && text.length <= MOST_UNKNOWING && NO_PHONE.test(text))
    return { kind: 'filled', draft: { ...asked.draft, phone: { value: null, words: text } } }
  // To this 不知道 is an answer: they don't know of it.
  if (slot === 'aware') return aware(said, asked)
  const mayStay = mayStayOpen(slot, asked.draft)
  if (mayStay && isSkip(said)) return open
  const read = readAnswer(slot, said, asked)
  const knowsNot = text.length <= MOST_UNKNOWING && (KNOWS_NOT.test(text) || (slot === 'phone' && NO_PHONE.test(text)))
  return read.kind === 'none' && mayStay && knowsNot ? open : read
}

/** 我也不知道花了多少 is no answer; a longer message tells something besides. */
const MOST_UNKNOWING = 20

/** A place of the county where a name was asked for. Without 村 behind it, it may be a name after all: asked once more, it is. */
function placeForName(text: string, { regions, secondTry }: Asked): string | null {
  const bare = text.replace(/^(?:户主)?(?:就?是|叫|住在?)+|[\s。，,.！!啊吧呢哦呀的]+$/g, '')
  const whole = regions.find(bare).some(({ start, end }) => start === 0 && end === bare.length)
  if (!whole || bare === '') return null
  return secondTry && !/[村镇乡会区道]$/.test(bare) ? null : bare
}

function readAnswer(slot: Slot, said: Said, asked: Asked): SlotAnswer {
  const text = said.text.trim()
  switch (slot) {
    case 'whose':
      return whose(said, asked)
    case 'name': {
      if (/^(?:就|户主)*是?(?:我|本人|我本人|自己|我自己)(?:啊|呀|咯|是户主)?[。！!]*$/.test(text))
        return { kind: 'unusable', note: NAME_WORDS.yours }
      if (NOTED.test(text) || YES.test(text) || NO.test(text)) return NONE
      if (!mayStayOpen('name', asked.draft) && isNoName(text))
        return { kind: 'unusable', note: NAME_WORDS.needed, otherForm: true }
      if (isKinAlone(text)) return { kind: 'unusable', note: NAME_WORDS.theirs }
      const place = placeForName(text, asked)
      if (place !== null) return { kind: 'unusable', note: NAME_WORDS.place(place) }
      const name = nameAnswered(text, asked.secondTry)
      return name === null || said.understood.amounts.length > 0
        ? NONE
        : filled(asked, { name: { value: name, words: text.slice(0, 20) } })
    }
    case 'aware':
      return aware(said, asked)
    case 'village':
      return village(said, asked)
    case 'who': {
      const who = whoNamed(text.replace(/的事?情?$/, ''))
      return who === undefined ? NONE : filled(asked, { who })
    }
    case 'what':
      return what(said, asked)
    case 'since':
      return since(said, asked)
    case 'amount': {
      const value = SUM_OPTIONS.get(text)
      const role = moneyAsked(asked.draft) ?? 'unknown'
      if (value) return filled(asked, { amount: { value: { ...value, role }, words: text } })
      const amount = amountIn(said)
      if (amount)
        return filled(asked, {
          amount: {
            value: sumOf(amount, amount.role === 'unknown' ? role : amount.role),
            words: wordsAt(said, amount.span),
          },
        })
      const bare = sumAnswered(text)
      return bare === null ? NONE : filled(asked, { amount: { value: { ...bare, role }, words: text } })
    }
    case 'income': {
      const role = 'income_household' as const
      const value = SUM_OPTIONS.get(text)
      if (value) return filled(asked, { income: { value: { ...value, role }, words: text } })
      if (NO_INCOME.test(text) && said.understood.amounts.length === 0)
        return filled(asked, { income: { value: { lo: 0, hi: 0, bound: 'exact', role }, words: text.slice(0, 20) } })
      const bareSum = said.understood.amounts.find((amount) => amount.role === 'unknown')
      const income = incomeIn(said) ?? (bareSum ? yearly(said, bareSum) : null)
      if (income)
        return filled(asked, {
          income: {
            value: sumOf(income, income.role === 'unknown' ? role : income.role),
            words: wordsAt(said, income.span),
          },
        })
      const bare = sumAnswered(text)
      return bare === null ? NONE : filled(asked, { income: { value: { ...bare, role }, words: text } })
    }
    case 'people': {
      const either = eitherOf(text)
      if (either !== null) return { kind: 'narrow', note: '', options: either }
      const last = text.split(/不对|说错了?|错了|不是/).at(-1) ?? ''
      const mended = last === text ? null : peopleOf(last.replace(/^[，,\s是]+/, ''))
      const count =
        mended !== null
          ? mended
          : /几口|几个|多少|[-－负]\d/.test(text)
            ? null
            : (peopleSummed(text) ?? said.understood.people?.count ?? peopleOf(text))
      return count === null || count < 1 || count > 30
        ? NONE
        : filled(asked, { people: { value: count, words: text.slice(0, 20) } })
    }
    case 'phone': {
      const number = said.privateNumbers.find((one) => one.kind === 'phone')
      if (number?.sealed && number.valid)
        return filled(asked, { phone: { value: number.sealed, words: number.sealed.masked } })
      return number || /\d[\d*]{4,}/.test(text) ? { kind: 'unusable', note: PRIVATE_NUMBER_WORDS.phone } : NONE
    }
  }
}

function filled(asked: Asked, values: Partial<Draft>): SlotAnswer {
  return { kind: 'filled', draft: { ...asked.draft, ...values } }
}

function isSkip(said: Said): boolean {
  return said.understood.answer === 'skip' || SKIP.test(said.text.trim()) || said.text.trim() === LABEL.unknown_sum
}

function whose(said: Said, asked: Asked): SlotAnswer {
  const text = said.text.trim()
  const words = text.slice(0, 20)
  if (text === LABEL.own) return filled(asked, { whose: { value: 'own', words } })
  if (text === LABEL.other || said.understood.proxy || /[帮替代]|别人|邻居|隔壁|对门|亲戚|朋友/.test(text))
    return filled(asked, { whose: { value: 'other', words } })
  if (/自己|我家|我们家|我的|自家|本人|我屋|俺|咱|^(?:是|对|嗯|系|我)[的啊呀]*$/.test(text))
    return filled(asked, { whose: { value: 'own', words } })
  return NONE
}

function aware(said: Said, asked: Asked): SlotAnswer {
  const value = awareAnswered(said)
  return value === undefined ? NONE : filled(asked, { aware: { value, words: said.text.trim().slice(0, 20) } })
}

function village(said: Said, asked: Asked): SlotAnswer {
  const { regions } = asked
  const bare = said.text.trim()
  if (bare === LABEL.more)
    return { kind: 'narrow', note: PLACE_WORDS.theRest, options: morePlaces(regions, asked.options) }
  if (bare === LABEL.other_village) return { kind: 'narrow', note: '', options: [] }
  const counted = ordinalIn(said.text, asked.options.length)
  const chosen = counted === null ? null : villageCalled(asked.options[counted] ?? '', regions)
  if (chosen !== null) return filled(asked, { village: { value: chosen, words: said.text.trim() } })
  const place = placeIn(said.text, regions, true)
  switch (place.kind) {
    case 'village':
      return filled(asked, { village: { value: place.code, words: place.words } })
    case 'several': {
      const names = place.codes.map((code) => regions.placeName(code))
      const offered = names.filter((name) => asked.options.includes(name))
      const only = place.codes[names.indexOf(offered[0] ?? '')]
      if (offered.length === 1 && only && names.length > offered.length)
        return filled(asked, { village: { value: only, words: said.text.trim().slice(0, 20) } })
      return { kind: 'narrow', note: PLACE_WORDS.several, options: placesToTap(place.codes, regions) }
    }
    case 'doubtful': {
      // He was asked back already and says the same again: then it is meant so.
      if (asked.options.includes(regions.placeName(place.code)))
        return filled(asked, { village: { value: place.code, words: place.words } })
      return { kind: 'narrow', ...doubt(place, regions) }
    }
    case 'township': {
      const options = placeOptions(regions, place.code)
      if (options.length === 0)
        return { kind: 'not_served', note: PLACE_WORDS.notServed(regions.placeName(place.code)) }
      return { kind: 'narrow', note: PLACE_WORDS.whichVillage(regions.placeName(place.code)), options }
    }
    case 'inactive':
      return { kind: 'not_served', note: PLACE_WORDS.notServed(regions.placeName(place.code)) }
    case 'elsewhere':
      return { kind: 'not_served', note: PLACE_WORDS.elsewhere(regions.county.name) }
    case 'unknown':
      return { kind: 'unusable', note: PLACE_WORDS.unknown(regions.county.name) }
    case 'none':
      if (bare.length <= MOST_UNKNOWING && KNOWS_NOT.test(bare))
        return {
          kind: 'unusable',
          note: asked.secondTry || asked.options.length > 0 ? PLACE_WORDS.orLocation : PLACE_WORDS.byTown,
        }
      return yesOrNoToOnly(said, asked)
  }
}

/** 是的 or 不是 to "您说的是…吗？". */
function yesOrNoToOnly(said: Said, asked: Asked): SlotAnswer {
  const [only, ...others] = asked.options
  if (only === undefined || others.length > 0) return NONE
  const text = said.text.trim()
  if (only === LABEL.other_village) return YES.test(text) ? { kind: 'narrow', note: '', options: [] } : NONE
  const code = villageCalled(only, asked.regions)
  if (code !== null && (YES.test(text) || said.understood.answer === 'yes'))
    return filled(asked, { village: { value: code, words: only } })
  const no = NO.test(text) || said.understood.answer === 'no'
  return no ? { kind: 'narrow', note: PLACE_WORDS.thenWhich, options: [] } : NONE
}

function villageCalled(placeName: string, regions: RegionTree): string | null {
  return regions.find(placeName).find(({ code }) => regions.placeName(code) === placeName)?.code ?? null
}

/** Shorter answers than this say nothing by themselves: 就是, 那个. */
const LEAST_TROUBLE = 4

function what(said: Said, asked: Asked): SlotAnswer {
  const text = said.text.trim()
  const words = text.slice(0, 40)
  const option = RISK_OPTIONS.get(text)
  if (option) return filled(asked, { risks: [{ type: option, words }] })
  const { risks, intent } = said.understood
  if (risks.length > 0)
    return filled(asked, { risks: risks.map(({ type, span }) => ({ type, words: clauseAt(said, span) })) })
  const says = intent === 'report' && text.length >= LEAST_TROUBLE && !isSkip(said)
  return says && asked.secondTry ? filled(asked, { risks: [{ type: 'other', words }] }) : NONE
}

const WHEN =
  /[一二两三四五六七八九十几半\d]+(?:个|来|多)*(?:年|月|天|日|号|周|星期|礼拜)|昨|今|前[天年]|去年|上[个次周月]|刚|最近|春节|过年|年[初底前]|清明|端午|中秋|国庆|台风|开学|[春夏秋冬]天|一直|从小|多年|年年|[好很]几|一段|一阵|些日子|旧年|头年|暑假|寒假|以前|从前|好久|很久|早就|这段|近来|以来/

function since(said: Said, asked: Asked): SlotAnswer {
  const text = said.text.trim()
  const option = SINCE_OPTIONS.get(text)
  if (option !== undefined) return filled(asked, { since: { value: { text, months: option }, words: text } })
  const { duration } = said.understood
  if (duration) {
    const words = wordsAt(said, duration.span)
    return filled(asked, { since: { value: { text: words, months: duration.months }, words } })
  }
  const said20 = text.replace(/[？?！!。]/g, '').slice(0, 20)
  const saysWhen = WHEN.test(said20) && !/[A-Za-z]/.test(said20)
  return saysWhen ? filled(asked, { since: { value: { text: said20, months: null }, words: said20 } }) : NONE
}

/** 是三个人, 3口: a count with its measure, which is understood even where nobody asked. */
export function peopleCounted(text: string): number | null {
  const found =
    /^(?:不对|错了|改成|应该|是|就|一共|共|有|，|,)*(\d{1,2}|[一二两三四五六七八九十]{1,3})(?:个人|口人|口|人)[。！]?$/.exec(
      text,
    )?.[1]
  return found === undefined ? null : (numeralOf(found)?.lo ?? null)
}

/** 两个大人三个小孩, 我跟两个孩子: people counted in parts, himself included. */
function peopleSummed(text: string): number | null {
  const parts = [
    ...text.matchAll(
      /(\d{1,2}|[一二两三四五六七八九十]{1,2})个?(?:大人|老人|老的|小孩|孩子|小的|细的|细路|细佬|儿子|女儿|仔|女|娃|孙)/g,
    ),
  ]
  const counted = parts.reduce((sum, part) => sum + (numeralOf(part[1] ?? '')?.lo ?? 0), 0)
  const himself = /^我(?:跟|和|带着?|加)/.test(text) && parts.length > 0 ? 1 : 0
  const spouse = himself > 0 && /老婆|老公|爱人|丈夫|妻/.test(text) ? 1 : 0
  const couple = himself === 0 && parts.length > 0 && /(?:两|俩)(?:公婆|口子|夫妻)|老两口|夫妻/.test(text) ? 2 : 0
  return parts.length + himself + couple > 1 ? counted + himself + spouse + couple : null
}

/** 七八个, 7到8口人: one of two, to be asked which. */
function eitherOf(text: string): [string, string] | null {
  const found =
    /^(?:大概|大约|有|家里|我家|差不多|可能|总共|一共|得有)*([1-9一二两三四五六七八九])(?:[、,，或到至或者-]|或者|还是)?([1-9一二两三四五六七八九])(?:个|口|人|位)+(?:人|吧|的|左右|样子)*[。！]*$/.exec(
      text,
    )
  const few = numeralOf(found?.[1] ?? '')?.lo
  const more = numeralOf(found?.[2] ?? '')?.lo
  const parted = found !== null && /\d{2}/.test(found[0])
  return few !== undefined && more === few + 1 && !parted ? [`${few}人`, `${more}人`] : null
}

function peopleOf(text: string): number | null {
  if (/^(?:就)?我?(?:一个人|自己|单身|独自)/.test(text)) return 1
  const found =
    /(?<![\d*\-－负一二两三四五六七八九十百千万])(\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:个(?:人|[，,。！!吧啊的了呢\s]|$)|口|人|位|[。！!吧啊\s]*$)/.exec(
      text,
    )?.[1]
  return found === undefined ? null : (numeralOf(found)?.lo ?? null)
}
