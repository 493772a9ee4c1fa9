/** What a card can be made from: a question that no card answered, and what a cadre answered. */
export interface AnsweredQuestion {
  id: string
  question: string
  answer: string
}

const LONGEST_TITLE = 24

/** A card file to be finished by the technician; `npm run policy -- check` tells what is still missing. */
export function cardDraft({ id, question, answer }: AnsweredQuestion): { name: string; yaml: string } {
  const name = `asked-${id.slice(0, 8)}`
  const says = answer.split(/(?<=[。！？])|\n/).flatMap((sentence) => sentence.trim() || [])
  const yaml = `# 从群众的提问和干部的回答起的草稿，请改好再用。
# 还要做：核对文件，写上第几条；句子里的数字写进 figures；再补几种问法，一共 8 到 15 句。
# 改好以后运行：npm run --silent policy -- check
id: ${name}
topic: ${name}
facts: [house]
kind: way
title: ${quoted([...question].slice(0, LONGEST_TITLE).join(''))}
says:
${says.map((sentence) => `  - ${quoted(sentence)}`).join('\n')}
for:
  words: 本地群众
  everybody: true
phrasings:
  - ${quoted(question)}
citations:
  - { clause: 请写第几条 }
`
  return { name: `${name}.yaml`, yaml }
}

/** JSON's strings are YAML's too: nothing that somebody typed can end the string that it stands in. */
function quoted(words: string): string {
  return JSON.stringify(words.replaceAll(/\s+/g, ' ').trim())
}
