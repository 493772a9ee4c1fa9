import { absorb } from './absorb.ts'
import type { Amendment } from './amendment-words.ts'
import { answerTo } from './answers.ts'
import type { DialogueContext, Draft, Said, Slot } from './conversation.ts'
import { KNOWS_NOT } from './labels.ts'
import { sumAnswered } from './small-number.ts'

const PERSON =
  '(?:我|俺|咱|[他她]|家里|屋里|人家|孩子|老人|(?:我|俺|[他她])?家?(?:妈|爸|爹|娘|老公|老婆|男人|儿子|女儿|婆婆|公公))(?:们|家|家里)?'
/** Without a person only what somebody wants or dares: 不是没有收入 denies a value. */
const REFUSES = new RegExp(
  `^(?:${PERSON}(?:也|都|真的?)?(?:不(?!知|晓)|没(?!有?[\\d一二两三四五六七八九十])|唔|冇|懒|故意|有意)|不(?:想|肯|愿|敢)|懒|故意)`,
)

/** 不是我不修，是没钱修: it takes back nothing that was told, and tells why. */
export function explainsHimself({ understood, privateNumbers }: Said, { about, denied }: Amendment): boolean {
  const tellsValue = understood.amounts.length > 0 || understood.people !== null || privateNumbers.length > 0
  return about === '' && !tellsValue && REFUSES.test(denied)
}

/** His reasons are kept with whatever they tell; 是我记不清了 also answers the open question. */
export function explained(draft: Draft, said: Said, given: Said, context: DialogueContext, open: Slot | null): Draft {
  const asked = { draft, regions: context.regions, options: [], secondTry: false }
  const heard = open !== null && KNOWS_NOT.test(given.text) ? answerTo(open, given, asked) : null
  return absorb(heard?.kind === 'filled' ? heard.draft : draft, said, context.regions, open)
}

/** 不是两万，是两万三, where no sum was told and none is asked. */
export function deniesUnknownSum(draft: Draft, { about, denied, given }: Amendment): boolean {
  if (about !== '' || draft.amount?.value || draft.income?.value) return false
  const sum = sumAnswered(given.split(/[，,。；;]/)[0] ?? '')
  return sum !== null && (denied === '' || sumAnswered(denied) !== null)
}
