import type { FileKind } from './files-sent.ts'

const NAME: Record<FileKind, string> = { picture: '照片', voice: '录音' }

/** What a cadre hears of the pictures and recordings that he sends. */
export const PHOTO_WORDS = {
  /** With it the pictures of a visit stand in the lead's timeline. */
  event: { picture: '走访照片', voice: '走访录音' },
  kept: (number: string, count: number) => `${count > 1 ? `${count}张` : ''}照片记到${number}的走访里了。`,
  keptRecording: (number: string) => `录音记到${number}的走访里了。我听不懂语音，要办的事请打字。`,
  nothingWaits: (kind: FileKind) => `没有等着记的${NAME[kind]}。请先发${NAME[kind]}。`,
}

/** A picture came, and nothing says of which lead it is: `numbers` are those that he holds. */
export function whichLead(kind: FileKind, numbers: string[]): string {
  const what = NAME[kind]
  const [first, ...others] = numbers
  if (first === undefined) return `${what}收下了。您手上没有线索，请写上编号，例如：\n${what} A1024`
  if (others.length === 0)
    return `这${kind === 'picture' ? '张照片' : '段录音'}记到${first}的走访里吗？是的话，请回复“${what}”。`
  return `${what}收下了。您手上有好几条：${numbers.slice(0, 5).join('、')}。\n记到哪条？请写上编号，例如：\n${what} ${first}`
}
