import type { Block } from '../../contract/block.ts'
import { ABOUT_US_WORDS } from '../dialogue/words.ts'

/** What is said on a channel outside of the conversation itself: about messages that it cannot hold. */
export const CHANNEL_WORDS = {
  unreadable: '这种消息我看不懂。请您打字说，也可以发语音、照片或位置。',
  picture_lost: '照片没有收到，请您再发一次。',
  picture_too_large: '照片太大了，收不下。请您换一张小的，或者打字说。',
  picture_unsafe: '这种图片收不了，请您发普通照片。',
  voice_lost: '录音没有收到，请您再说一次，或者打几个字。',
  voice_unsafe: '这段录音放不出来，请您打几个字。',
  enough_files: '今天发的照片和录音已经够多了，请明天再发。话可以照常说。',
  askCards: '想知道哪样政策，直接问就行，也可以点下面的。',
  personListens: '您找了干部，您写的他看得到，我先不插话。要我接着办，就点下面的。',
  consentFirst: '报上去以前，先请您看隐私说明，您同意了才报。',
  scanned: (place: string) => `您扫的是${place}的码。`,
}

/** @param questions that a card of the place answers: they show how one asks. */
export function askForCards(publicUrl: string | null, questions: string[]): Block[] {
  const list = publicUrl === null ? [] : [`全部明白卡在这里：${publicUrl}/cards`]
  return [
    { kind: 'text', text: [CHANNEL_WORDS.askCards, ...list].join('\n') },
    ...(questions.length > 0 ? [{ kind: 'quick_replies' as const, options: questions }] : []),
  ]
}

/** The greeting for somebody who has just come to the channel: what becomes of his words is said at once. `place`: of the code that he scanned. */
export function welcomeBlocks(greeting: Block[], place: string | null): Block[] {
  const scanned = place === null ? [] : [CHANNEL_WORDS.scanned(place)]
  const privacy = [...scanned, ABOUT_US_WORDS.privacy, CHANNEL_WORDS.consentFirst].join('\n')
  const [first, ...rest] = greeting
  return [...(first ? [first] : []), { kind: 'text', text: privacy }, ...rest]
}
