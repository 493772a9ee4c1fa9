import { cut } from '../words/cut.ts'
import { withoutOwnNumber } from './ask-shelf.ts'

/** What a card can be made from: a question that no card answered, and what a cadre answered. */
export interface AnsweredQuestion {
  id: string
  question: string
  answer: string
}

const LONGEST_TITLE = 24
/** 你好，我是某某: who asks is no part of what is asked. */
const WHO_ASKS =
  /^(?:(?:你好|您好|请问|麻烦问一?下|领导|同志|干部|村干部|书记)[，,。！!、 ]{0,3}|(?:我(?:的名字)?(?:是|叫)|我姓)[^，,。！!；;、 ]{1,20}[，,。！!；;、 ]{1,3}){1,6}/

/** A card file to be finished by the technician; `npm run policy -- check` tells what is still missing. */
export function cardDraft({ id, question, answer }: AnsweredQuestion): { name: string; yaml: string } {
  const name = `asked-${id.slice(0, 8)}`
  const bare = withoutOwnNumber(question)
  const asked = bare.replace(WHO_ASKS, '') || bare
  const says = answer.split(/(?<=[。！？])|\n/).flatMap((sentence) => sentence.trim() || [])
  const yaml = `# 从群众的提问和干部的回答起的草稿，请改好再用。
# 还要做：核对文件，写上第几条；句子里的数字写进 figures；再补几种问法，一共 8 到 30 句。
# 标题、问法和句子里如果还有人名、电话、住址，一定要删掉；卡片是给大家看的。
# 改好以后运行：npm run --silent policy -- check
id: ${name}
topic: ${name}
facts: [house]
kind: way
title: ${quoted(cut(asked, LONGEST_TITLE))}
says:
${says.map((sentence) => `  - ${quoted(sentence)}`).join('\n')}
for:
  words: 本地群众
  everybody: true
phrasings:
  - ${quoted(asked)}
citations:
  - { clause: 请写第几条 }
`
  return { name: `${name}.yaml`, yaml }
}

/** JSON's strings are YAML's too: nothing that somebody typed can end the string that it stands in. */
function quoted(words: string): string {
  return JSON.stringify(words.replaceAll(/\s+/g, ' ').trim())
}
