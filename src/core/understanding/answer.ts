import type { Understood } from './understood.ts'

type Answer = Exclude<Understood['answer'], null>

/** Whole messages that answer the open question; particles and marks around them are dropped before looking. */
const ANSWERS: Record<Answer, string> = {
  yes: '是 是的 对 对的 对头 嗯 嗯嗯 恩 好 好的 好嘞 好滴 好咧 行 行的 可以 没错 冇错 同意 我同意 确认 确定 正确 就是 是这样 就是这样 对就是这样 要 要的 有 有的 需要 愿意 中 得 得嘅 系 系嘅 系呀 啱 ok yes y 提交 提交吧 确认提交 没问题 冇问题 对对 对对对 是是 是是是 嗯对 嗯是 嗯好 好就这样 可以的 没有错 晓得了 没有问题 同意提交 同意的 无误 1',
  no: '不是 不是的 不对 不 没有 没 没有的 不同意 我不同意 不要 不用 不需要 不行 不可以 不愿意 唔系 唔是 唔啱 唔同意 唔要 唔使 冇 没得 没啊 没有啊 无 否 no n 错 错了 不确认 还没 还没有 未 都没有 不好 不得 不中 不提交 先不提交 2',
  skip: '不知道 不晓得 唔知 唔知道 不清楚 唔清楚 不记得 记不清 记不得 忘了 忘记了 跳过 跳过吧 先跳过 略过 不想说 不想讲 不方便说 不方便 唔想讲 保密 没有电话 没电话 冇电话 没手机 没有手机 没有身份证 没身份证 身份证丢了 不填 不填了 先不填 不告诉你 不好说 说不清 说不准 算不清 没算过 没数过 不确定 说不好 不便透露 不想填 下一个 下一题 下一步 不懂 唔识 没有号码 不记得了 记不清了 记不清楚 我不知道 我不清楚 真不知道 不太清楚 不会算',
}

const BY_WORDS = new Map<string, Answer>(
  (Object.entries(ANSWERS) as [Answer, string][]).flatMap(([answer, words]) =>
    words.split(' ').map((word) => [word, answer] as const),
  ),
)

/** Answers are short; a longer message tells something else. */
const LONGEST = 16
const AROUND = /^[\s,.。!?~…、嗯哦噢啊额]+|[\s,.。!?~…、的了啊呀吧嘛哦喔呢哈啦咯喽呐哇]+$/g

/** Reads a normalised message as a short answer, or null where it is none. */
export function findAnswer(text: string): Answer | null {
  const trimmed = text.trim()
  if (trimmed.length === 0 || trimmed.length > LONGEST) return null
  const plain = trimmed.replace(/[。.!~…,]+$/, '')
  const exact = BY_WORDS.get(plain) ?? BY_WORDS.get(plain.replace(AROUND, ''))
  if (exact !== undefined) return exact
  // 对,就是这样 / 不是,没有: the first piece decides if all pieces are answers.
  const pieces = plain.split(/[\s,，。、]+/).filter((piece) => piece !== '')
  const read = pieces.map((piece) => BY_WORDS.get(piece) ?? BY_WORDS.get(piece.replace(AROUND, '')))
  return read.length > 1 && read.every((answer) => answer !== undefined) ? (read[0] ?? null) : null
}
