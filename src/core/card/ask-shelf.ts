import type { RegionTree } from '../region/region-tree.ts'
import { type Finding, findCard } from './find-card.ts'
import type { CardShelf } from './shelf.ts'

/**
 * How he is reached, or who he is, told beside the question: nothing of it is asked. In the chat the numbers are masked. Every repetition
 * is bounded, so that no message takes long.
 */
const OWN_NUMBER =
  /[，,。；;、 ]{0,4}(?:这|那)?(?:是|系)?(?:我|俺)?(?:家|自己)?的?(?:手机|电话|联系|身份证?|证件|卡){0,3}(?:号码?|电话|方式)?(?:是|系|为|[：:])? ?(?:\d{0,6}\*{4,}\d{0,4}[xX]?|(?<!\d)(?:1\d{10}|\d{17}[\dxX])(?!\d))[，,。；;、 ]{0,4}/g

/** The question alone, on one line: what finds a card reads no number of his. */
export function withoutOwnNumber(question: string): string {
  return question
    .trim()
    .replace(/\s+/g, ' ')
    .replace(OWN_NUMBER, '，')
    .replace(/^，|，$/g, '')
}

const KIND = /^(?:村委会|居委会|社区|村|镇|乡)/
const HAS_KIND = /(?:委会|社区|[村镇乡])$/

/** 光荣村, 大桥镇: of such a name nothing is asked. */
function withoutPlaces(question: string, places: Pick<RegionTree, 'find'>): string {
  const cuts = places.find(question).flatMap(({ start, end }) => {
    const kind = KIND.exec(question.slice(end))?.[0] ?? ''
    return kind !== '' || HAS_KIND.test(question.slice(start, end)) ? [{ start, end: end + kind.length }] : []
  })
  // By code unit, as the places are counted; no name of a place splits a character.
  return question
    .split('')
    .filter((_, at) => !cuts.some(({ start, end }) => start <= at && at < end))
    .join('')
}

/**
 * What the chat, the search and the command line all answer by. A title, which is what a tap sends, is its card.
 * @param places the divisions of the asker's county, where it is known
 */
export function askShelf(shelf: CardShelf, question: string, places?: Pick<RegionTree, 'find'>): Finding {
  const alone = withoutOwnNumber(question)
  const finding = findCard(shelf.index, places ? withoutPlaces(alone, places) : alone)
  const titled = shelf.titles.get(question.trim())
  return titled === undefined ? finding : { ...finding, kind: 'answered', best: titled }
}
