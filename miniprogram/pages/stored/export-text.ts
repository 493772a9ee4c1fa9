import type { MyExport } from '../../../src/contract/about-me.ts'
import { blockLines, wordsOfSaid } from '../../utils/lines'
import { clock } from '../../utils/when'

/** All that is kept about somebody, to be read; the server's own file is for machines. */
export function exportText({ madeAt, about, contact, reports, questions, conversations, pictures }: MyExport): string {
  return [
    `我在“明白”里的资料，${time(madeAt)}`,
    '',
    `电话：${contact.phone ?? '没有留'}`,
    `身份证号：${contact.identity ?? '没有留'}`,
    about.consent ? `${time(about.consent.at)}同意了隐私说明（${about.consent.version}）` : '没有同意过隐私说明',
    '',
    '存了什么：',
    ...about.things.map(({ label, count, says }) => `${label}（${count}）：${says}`),
    '',
    '谁看过：',
    ...about.readers.map(({ who, times, lastAt }) => `${who}，${times}次，最近一次${time(lastAt)}`),
    ...reports.flatMap((report) => [
      '',
      `申报${report.number}：${report.matter}，${report.now}`,
      ...report.words.map((words) => `我说的：${words}`),
      ...report.timeline.map(({ at, text, by }) => `${time(at)} ${by}：${text}`),
    ]),
    ...(questions.length > 0 ? ['', '问过、明白卡上没有的：'] : []),
    ...questions.flatMap(({ question, askedAt, answer }) => [
      `${time(askedAt)} 我问：${question}`,
      answer ? `${time(answer.at)} ${answer.by}回答：${answer.text}` : '还没有人回答',
    ]),
    ...conversations.flatMap(({ since, turns }) => [
      '',
      `${time(since)}起的对话：`,
      ...turns.flatMap(({ at, inbound, replies }) => [
        ...(inbound ? [`${time(at)} 我：${wordsOfSaid(inbound)}`] : []),
        ...blockLines('', replies).flatMap((line) => ('read' in line ? [`${time(at)} 回答：${line.read}`] : [])),
      ]),
    ]),
    '',
    `照片和录音：${pictures.length}份`,
    '',
  ].join('\n')
}

function time(at: string): string {
  const date = new Date(at)
  return `${new Date(date.getTime() + 8 * 3_600_000).getUTCFullYear()}年${clock(date, new Date(0))}`
}
