import { normalise } from '../understanding/normalise.ts'
import type { CadreCommand, Surroundings } from './command.ts'
import { leadingNumber, leadNumbersIn, wrongNumber } from './lead-number.ts'
import { FINDINGS, outcomeOf, QUESTION, saysWasThere, VERBS, WHOLE } from './verbs.ts'

/** More than anybody types; what a lead's timeline takes. */
const LONGEST = 2_000
const MENTIONS = /^(?:@[^\s@]+\s*)+/
const ENDING = /[。.!！?？~\s]+$/
/** As cards of leads begin: 【新线索】A1024. */
const CARD = /^\s*【[^【】]*】?\s*a\d{4,9}/
const MARKS = /^[\s,，。.:：;；、!！~-]+|[\s~]+$/g
/** What people say before they come to it. */
const OPENING = /^(?:好的?|嗯+|哦+|行|ok|报告|书记|主任|领导|各位|同志们?|你好|您好)(?:领导|书记|主任)?[\s,，。:：!！]+/
const I_HAVE = /^我们?(?=(?:今天|上午|下午|昨天|刚|已|去|入户|上门|走访|家访|备注|记一下|退回|办结|转办|转给))/

/** What is left to read, with the same as he wrote it: of one length, so that one cuts the other. */
interface Rest {
  words: string
  own: string
}

const cut = ({ words, own }: Rest, length: number): Rest => ({ words: words.slice(length), own: own.slice(length) })

/**
 * What a cadre wants. In a group, where nobody spoke to us and no lead is named or quoted, only what is a command as a whole is one:
 * people talk there. Pure; what it does not understand is `nothing`.
 */
export function readCadreWords(text: string, around: Surroundings): CadreCommand {
  const short = text.slice(0, LONGEST)
  const mention = MENTIONS.exec(normalise(short))?.[0].length ?? 0
  // Whoever speaks to somebody else does not speak to us.
  if (mention > 0 && around.inGroup && !around.mentioned) return { kind: 'nothing', number: null }
  const said = trimmed(cut({ words: normalise(short), own: short }, mention))
  const own = leadNumbersIn(said.words)
  if (own.length > 1) return { kind: 'several' }
  const quoted = around.quoted === null ? [] : leadNumbersIn(normalise(around.quoted))
  const named = own[0] ?? (quoted.length === 1 ? (quoted[0] as string) : null)
  return whole(said, named, own[0] ?? null, around) ?? begun(said, named, around)
}

/** Commands that are the whole of what he says. */
function whole({ words }: Rest, named: string | null, own: string | null, around: Surroundings): CadreCommand | null {
  const bare = words.replace(ENDING, '')
  if (WHOLE.list.test(bare)) return { kind: 'list' }
  if (WHOLE.help.test(bare) || (bare === '' && /[?？]/.test(words))) return { kind: 'help' }
  const bind = WHOLE.bind.exec(bare)
  if (bind) return { kind: 'bind', code: (bind.groups?.code ?? '').replace(/\D/g, '') }
  if (WHOLE.unbind.test(bare)) return { kind: 'unbind' }
  const register = WHOLE.register.exec(bare)
  if (register)
    return {
      kind: 'register_group',
      group: register.groups?.publicity ? 'publicity' : 'cadres',
      place: register.groups?.place ?? '',
    }
  if (WHOLE.remove.test(bare)) return { kind: 'remove_group' }
  if (own === null || named === null) return null
  const beside = bare.replace(/(?<![a-z0-9])a\s?\d{4,9}(?!\d)/, '').replace(MARKS, '')
  if (WHOLE.show.test(beside)) return { kind: 'show', number: named }
  const asks = QUESTION.test(words) && (!around.inGroup || around.mentioned)
  return asks ? { kind: 'show', number: named } : null
}

/** Commands that begin with a verb, the number before or behind it; then free words. */
function begun(said: Rest, named: string | null, around: Surroundings): CadreCommand {
  if (QUESTION.test(said.words)) return { kind: 'nothing', number: named }
  const spokenTo = !around.inGroup || around.mentioned || named !== null
  const start = withoutOpening(said)
  if (!spokenTo) {
    const claims = WHOLE.claim.test(start.words.replace(ENDING, ''))
    return claims ? { kind: 'claim', number: null } : { kind: 'nothing', number: null }
  }
  for (const read of READERS) {
    const command = read(start, named, around)
    if (command) return command
  }
  const aboutOne = named !== null || !around.inGroup
  if (aboutOne && saysWasThere(start.words)) return { kind: 'visit', number: named, text: tidy(withoutNumber(said)) }
  return { kind: 'nothing', number: named }
}

type Reader = (start: Rest, named: string | null, around: Surroundings) => CadreCommand | null

const READERS: Reader[] = [
  (start, named) => after(VERBS.claim, start, named, (number) => ({ kind: 'claim', number })),
  (start, named) =>
    after(VERBS.takesOn, start, named, (number) => (number === null ? null : { kind: 'claim', number })),
  // "收到" answers all sorts of things: a digest, or what we answered, is no lead.
  (start, named, { quoted }) => {
    const heard = quoted === null || leadNumbersIn(start.words).length > 0 || CARD.test(normalise(quoted))
    return heard ? after(VERBS.received, start, named, (number) => ({ kind: 'claim', number })) : null
  },
  (start, named) =>
    after(VERBS.visit, start, named, (number, text, verb) => {
      const done = /已|了|过|完|刚/.test(verb) || number !== null
      return done ? { kind: 'visit', number, text } : null
    }),
  (start, named) =>
    after(VERBS.verify, start, named, (number, findings, verb) => {
      const word = VERBS.verify.exec(verb)?.groups?.finding ?? ''
      const finding = FINDINGS[word]
      return finding ? { kind: 'verify', number, finding, findings } : null
    }),
  (start, named) =>
    after(VERBS.photo, start, named, (number, text, verb) =>
      text === '' ? { kind: 'photo', number, what: verb.includes('录音') ? 'voice' : 'picture' } : null,
    ),
  (start, named) => after(VERBS.note, start, named, (number, text) => ({ kind: 'note', number, text })),
  (start, named) => after(VERBS.transfer, start, named, (number, rest) => ({ kind: 'transfer', number, rest })),
  (start, named) => after(VERBS.return, start, named, (number, reason) => ({ kind: 'return', number, reason })),
  (start, named) =>
    after(VERBS.close, start, named, (number, text) => ({ kind: 'close', number, outcome: outcomeOf(text), text })),
]

/** What follows the verb: a bare number right behind it is the lead's too. */
function after(
  verb: RegExp,
  start: Rest,
  named: string | null,
  make: (number: string | null, tail: string, verb: string) => CadreCommand | null,
): CadreCommand | null {
  const match = verb.exec(start.words)
  if (!match) return null
  const tail = cut(start, match[0].length)
  const behind = leadingNumber(tail.words) ?? wrongNumber(tail.words)
  const rest = behind ? cut(tail, behind.length) : withoutNumber(tail)
  return make(behind?.number ?? named, tidy(rest), match[0])
}

function withoutOpening(said: Rest): Rest {
  const leading = leadNumbersIn(said.words).length > 0 ? leadingNumber(said.words) : null
  const numberless = trimmed(leading ? cut(said, leading.length) : said)
  const opened = trimmed(cut(numberless, OPENING.exec(numberless.words)?.[0].length ?? 0))
  return trimmed(cut(opened, I_HAVE.exec(opened.words)?.[0].length ?? 0))
}

/** Without the lead's number, wherever it stands. */
function withoutNumber({ words, own }: Rest): Rest {
  const match = /(?<![a-z0-9])a\s?\d{4,9}(?!\d)\s?/.exec(words)
  if (!match) return { words, own }
  const drop = (text: string) => text.slice(0, match.index) + text.slice(match.index + match[0].length)
  return { words: drop(words), own: drop(own) }
}

function trimmed(rest: Rest): Rest {
  const lead = /^[\s,，。.:：;；、!！~]*/.exec(rest.words)?.[0].length ?? 0
  return cut(rest, lead)
}

function tidy({ own }: Rest): string {
  return own.replace(MARKS, '').trim()
}
