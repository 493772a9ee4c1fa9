import type { PolicyPack } from '../policy/pack.ts'
import type { PackProblem } from '../policy/problems.ts'
import type { Card } from './card.ts'
import type { Resolved } from './figure.ts'
import { figuresOf, fillIn, namesIn, wordsOf } from './fill-in.ts'

/** Longer sentences are lost on whoever listens. */
const LONGEST = 60
const COUNT = '[〇零一二两三四五六七八九十百千万]'
/** A number with a unit written in characters; 一次性 is no number. */
const SPELT_OUT = new RegExp(`${COUNT}(?:元|块钱|万元|天|日|小时|个?月|年|成|倍|岁|次(?!性))|百分之`)

const REFUSED = {
  no_such_rule: ['政策包里没有这项规定', '“rule”照抄 pack.yaml 里规定的名字'],
  no_such_value: ['规定里找不到这个数', '“path”从规定往下写，一层一个点，如 bands.monitored.limits.0'],
  wrong_unit: ['这个数配不上这个单位', '换一个“unit”，如元写 yuan，收入线写 limit'],
} as const

/** What is wrong with one card, held against the pack in whose folder it lies. */
export function problemsOfCard(card: Card, pack: PolicyPack): PackProblem[] {
  const figures = figuresOf(card, pack)
  return [
    ...figureProblems(card, figures),
    ...wordsOf(card).flatMap(({ path, words }) => wordProblems(path, words, figures)),
    ...citationProblems(card, pack, figures),
    ...conditionProblems(card, pack),
    ...spanProblems(card, pack),
    ...privateProblems(card),
  ]
}

/** A question taken over from somebody may still hold his number; sums and years are shorter. */
function privateProblems({ phrasings }: Card): PackProblem[] {
  return phrasings.flatMap((phrasing, i) =>
    /\d{7}|\*{3}/.test(phrasing.replaceAll(/(?<=\d)[- ](?=\d)/g, ''))
      ? [{ path: ['phrasings', i], wrong: `“phrasings.${i}”里有电话或者证件号`, remedy: '删掉号码，也看看有没有人名' }]
      : [],
  )
}

function figureProblems(card: Card, figures: Map<string, Resolved>): PackProblem[] {
  const used = new Set(wordsOf(card).flatMap(({ words }) => namesIn(words)))
  return [...figures].flatMap(([name, found]) => {
    const path = ['figures', name]
    if ('refused' in found) {
      const [wrong, remedy] = REFUSED[found.refused]
      return [{ path, wrong: `“${name}”：${wrong}`, remedy }]
    }
    return used.has(name) ? [] : [{ path, wrong: `“${name}”没有用到`, remedy: `在句子里写 {${name}}，或者删掉` }]
  })
}

function wordProblems(path: (string | number)[], words: string, figures: Map<string, Resolved>): PackProblem[] {
  const name = `“${path.join('.')}”`
  const missing = namesIn(words).filter((one) => !figures.has(one))
  if (missing.length > 0)
    return [{ path, wrong: `${name}里的 {${missing[0]}} 没有写`, remedy: `在“figures”里写上“${missing[0]}”` }]
  const bare = words.replaceAll(/\{[^{}]*\}/g, '')
  if (/\d/.test(bare) || SPELT_OUT.test(bare))
    return [{ path, wrong: `${name}里直接写了数`, remedy: '数字、金额、日期都写进“figures”，句子里写 {名字}' }]
  if (/[A-Za-z]/.test(bare)) return [{ path, wrong: `${name}里有英文字母`, remedy: '换成大家都懂的中国话' }]
  if ([...figures.values()].some((found) => 'refused' in found)) return []
  const long = fillIn(words, figures)
    .split(/[。；！？]/)
    .find((sentence) => [...sentence].length > LONGEST)
  return long ? [{ path, wrong: `“${long.slice(0, 10)}……”这句太长`, remedy: `一句最多 ${LONGEST} 个字，拆成两句` }] : []
}

function citationProblems(card: Card, pack: PolicyPack, figures: Map<string, Resolved>): PackProblem[] {
  const clauses = card.citations.map(({ clause }) => clause)
  const printed = card.citations.flatMap((citation) => citation.figures ?? [])
  const unread = [...figures].flatMap(([name, found]) =>
    'refused' in found || found.clause === null || pack.region === '' || clauses.includes(found.clause)
      ? []
      : [{ path: ['citations'], wrong: `“${name}”出自${found.clause}，依据里没有`, remedy: '把这一条写进“citations”' }],
  )
  const unprinted = Object.entries(card.figures).flatMap(([name, figure]) => {
    if (!('printed' in figure)) return []
    const path = ['figures', name]
    if (!printed.some((one) => one.includes(figure.printed)))
      return [{ path, wrong: `“${figure.printed}”没有写进依据`, remedy: '原文的数字也写进“citations”的“figures”' }]
    const numbers = (figure.words ?? '').match(/\d+/g) ?? []
    return numbers.every((number) => figure.printed.includes(number))
      ? []
      : [{ path, wrong: `“${figure.words}”和原文“${figure.printed}”的数不一样`, remedy: '照原文改' }]
  })
  const foreign = card.citations.flatMap(({ paper }, i) =>
    paper && pack.region !== ''
      ? [{ path: ['citations', i, 'paper'], wrong: '依据不是本目录的文件', remedy: '别的文件另开一个目录' }]
      : [],
  )
  return [...unread, ...unprinted, ...foreign]
}

function conditionProblems(card: Card, pack: PolicyPack): PackProblem[] {
  return (card.for.conditions ?? []).flatMap((condition, i) => {
    if (!('income' in condition)) return []
    const path = ['for', 'conditions', i]
    const rule = pack.rules[condition.income]
    if (rule?.kind !== 'line')
      return [{ path, wrong: `没有叫“${condition.income}”的收入线`, remedy: '照抄 pack.yaml 里收入线的名字' }]
    const bands = rule.bands.map(({ band }) => String(band))
    const unknown = condition.bands.find((band) => !bands.includes(band))
    return unknown ? [{ path, wrong: `收入线里没有“${unknown}”这一档`, remedy: `可以写：${bands.join('、')}` }] : []
  })
}

function spanProblems(card: Card, pack: PolicyPack): PackProblem[] {
  const from = card.from ?? pack.inForce.from
  const until = card.until ?? pack.inForce.until
  return until !== null && until < from ? [{ path: ['until'], wrong: '“until”早于开始的日子', remedy: '改正日期' }] : []
}
