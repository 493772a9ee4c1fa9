import type { Said } from './conversation.ts'
import { type Asked, filled, NONE, type SlotAnswer } from './slot-answer.ts'
import { numeralOf } from './small-number.ts'

/** How many live there, to the question of that. */
export function peopleAnswered(said: Said, asked: Asked): SlotAnswer {
  const text = said.text.trim()
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
