import type { Entry } from '../../src/core/card/card-index.ts'

/** The commonest characters of papers, so that made-up words meet as often as real ones. */
const CHARACTERS =
  '的一人不在有大中国上个地为出来生工会作年时多后成分学对同动行方民部门政策申请补助农户村镇县级干标准条件办理材料提供住房医疗保险教育就业产业贷款收入困难监测帮扶公示审核登记发放资金月元日内按规定符合家庭成员病残老孩子水电路土地种养殖技术培训岗位务工交通费用报销比例'

/** Same numbers in every run: a linear congruential generator (Numerical Recipes). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** `count` entries as long as cards: a title, four passages of forty characters, eight phrasings of ten; and questions. */
export function makeUp(count: number, questions: number): { entries: Entry[]; questions: string[] } {
  const random = numbers(11)
  // Common characters come oftener: the square of an even draw.
  const text = (length: number): string =>
    Array.from({ length }, () => CHARACTERS[Math.floor(random() ** 2 * CHARACTERS.length)]).join('')
  const several = (many: number, length: number): string[] => Array.from({ length: many }, () => text(length))
  const entries = Array.from({ length: count }, (_, at) => ({
    id: `made-up-${at}`,
    title: text(8),
    passages: several(4, 40),
    phrasings: several(8, 10),
  }))
  return { entries, questions: several(questions, 14) }
}
