import { type Draft, type Said, SLOTS } from './conversation.ts'
import { slotNamed } from './correction.ts'
import { isFilled, mayStayOpen, nextOpen } from './slots.ts'

const DECLINES =
  /^(?:我们?|就|先|都|这个|还是|[，,\s])*(?:不想|不愿意?|不方便|先不|不好|唔想|不)(?:说|讲|告诉|透露|提|填|留|给)(?:给?你们?|出来)?(?:我们?家?|家里|我?的)?的?(.{2,6}?)[了吧啊呀嘛呢]*[。！!]*$/

/** 我不想讲收入, whatever is asked: that question is passed over. `null`: he declines nothing that may stay open. */
export function declines(draft: Draft, said: Said): Draft | null {
  const named = DECLINES.exec(said.text.trim())?.[1]
  const slot = named === undefined ? null : slotNamed(named)
  if (slot === null || slot === 'what' || !mayStayOpen(slot, draft) || isFilled(draft, slot)) return null
  const words = said.text.trim().slice(0, 20)
  return { ...draft, [slot]: { value: null, words }, words: [...draft.words, said.text] }
}

/** Everything that is still open and may stay so is passed over; `null` where something is needed first. */
export function withoutRest(draft: Draft, said: Said): Draft | null {
  const words = said.text.trim().slice(0, 20)
  let rest: Draft = { ...draft, words: [...draft.words, said.text] }
  for (let step = 0; step < SLOTS.length; step++) {
    const slot = nextOpen(rest)
    if (slot === null) return rest
    if (!mayStayOpen(slot, rest)) return null
    rest = { ...rest, [slot]: { value: null, words } }
  }
  return rest
}
