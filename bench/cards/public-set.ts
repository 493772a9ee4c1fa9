import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Entry } from '../../src/core/card/card-index.ts'

/** A public question and the document that answers it; null where none of them does. */
export interface PublicQuestion {
  text: string
  wanted: string | null
}

interface Row {
  docid: string
  question: string
  in_corpus: boolean
}

/** Laid beside the checkout by those who have it. */
const FOLDER = new URL('../../../shared/nlu/public/', import.meta.url)
const DOCUMENTS = 'policy-docs.jsonl'
const QUESTIONS = /^policy-questions.*\.jsonl$/

const lines = <T>(url: URL): T[] =>
  readFileSync(url, 'utf8')
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as T]))

/** So many characters a passage: shorter ones say too little, longer ones too much (measured 60 to 500). */
const PASSAGE = 200
const SENTENCE_END = /(?<=[。！？；;\n])|(?<= )(?=[一二三四五六七八九十]+、)/

function passagesOf(text: string): string[] {
  const passages: string[] = []
  let passage = ''
  for (const sentence of text.split(SENTENCE_END)) {
    if (passage !== '' && passage.length + sentence.length > PASSAGE) {
      passages.push(passage)
      passage = ''
    }
    passage += sentence
  }
  const whole = [...passages, passage]
  // A list without full stops is one sentence of thousands.
  return whole.flatMap((long) =>
    Array.from({ length: Math.ceil(long.length / (2 * PASSAGE)) }, (_, at) =>
      long.slice(at * 2 * PASSAGE, (at + 1) * 2 * PASSAGE),
    ),
  )
}

/** The documents have no titles of their own: what stands before the first space is one, or else the first words. */
export function entryOf({ docid, text }: { docid: string; text: string }): Entry {
  const title = /^.{8,60}?(?=\s)/.exec(text)?.[0] ?? text.slice(0, 30)
  return { id: docid, title, passages: passagesOf(text.slice(title.length)), phrasings: [] }
}

/** Null, saying so, where the set is not here. */
export function readPublicSet(): { entries: Entry[]; questions: PublicQuestion[] } | null {
  if (!existsSync(new URL(DOCUMENTS, FOLDER))) {
    console.log('(../shared/nlu/public/policy-* is not here: the public questions are left out)')
    return null
  }
  const files = readdirSync(FOLDER).filter((file) => QUESTIONS.test(file))
  const rows = files.flatMap((file) => lines<Row>(new URL(file, FOLDER)))
  return {
    entries: lines<{ docid: string; text: string }>(new URL(DOCUMENTS, FOLDER)).map(entryOf),
    questions: rows.map((row) => ({ text: row.question, wanted: row.in_corpus ? row.docid : null })),
  }
}
