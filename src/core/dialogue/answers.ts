import { awareAnswered } from './aware.ts'
import type { Said, Slot } from './conversation.ts'
import { KNOWS_NOT, LABEL, NO, NO_PHONE, NOTED, YES } from './labels.ts'
import { amountAnswered, incomeAnswered } from './money-answer.ts'
import { isKinAlone, isNoName, nameAnswered } from './names.ts'
import { peopleAnswered } from './people-answer.ts'
import { type Asked, filled, isSkip, MOST_UNKNOWING, NONE, type SlotAnswer } from './slot-answer.ts'
import { mayStayOpen } from './slots.ts'
import { sinceAnswered, troubleAnswered } from './trouble-answer.ts'
import { villageAnswered } from './village-answer.ts'
import { whoNamed } from './who.ts'
import { NAME_WORDS, PRIVATE_NUMBER_WORDS } from './words.ts'

/** Reads the answer to the question of this slot. An earlier value is overwritten: he was asked for it. */
export function answerTo(slot: Slot, said: Said, asked: Asked): SlotAnswer {
  const text = said.text.trim()
  const open: SlotAnswer = {
    kind: 'filled',
    draft: { ...asked.draft, [slot]: { value: null, words: text.slice(0, 20) } },
  }
  // Said one question too early: kept, and the question stands.
  if (slot !== 'phone' && !asked.draft.phone?.value && text.length <= MOST_UNKNOWING && NO_PHONE.test(text))
    return { kind: 'filled', draft: { ...asked.draft, phone: { value: null, words: text } } }
  // To this 不知道 is an answer: they don't know of it.
  if (slot === 'aware') return aware(said, asked)
  const mayStay = mayStayOpen(slot, asked.draft)
  if (mayStay && isSkip(said)) return open
  const read = readAnswer(slot, said, asked)
  const knowsNot = text.length <= MOST_UNKNOWING && (KNOWS_NOT.test(text) || (slot === 'phone' && NO_PHONE.test(text)))
  return read.kind === 'none' && mayStay && knowsNot ? open : read
}

/** A place of the county where a name was asked for. Without 村 behind it, it may be a name after all: asked once more, it is. */
function placeForName(text: string, { regions, secondTry }: Asked): string | null {
  const bare = text.replace(/^(?:户主)?(?:就?是|叫|住在?)+|[\s。，,.！!啊吧呢哦呀的]+$/g, '')
  const whole = regions.find(bare).some(({ start, end }) => start === 0 && end === bare.length)
  if (!whole || bare === '') return null
  return secondTry && !/[村镇乡会区道]$/.test(bare) ? null : bare
}

function readAnswer(slot: Slot, said: Said, asked: Asked): SlotAnswer {
  const text = said.text.trim()
  switch (slot) {
    case 'whose':
      return whose(said, asked)
    case 'name': {
      if (/^(?:就|户主)*是?(?:我|本人|我本人|自己|我自己)(?:啊|呀|咯|是户主)?[。！!]*$/.test(text))
        return { kind: 'unusable', note: NAME_WORDS.yours }
      if (NOTED.test(text) || YES.test(text) || NO.test(text)) return NONE
      if (!mayStayOpen('name', asked.draft) && isNoName(text))
        return { kind: 'unusable', note: NAME_WORDS.needed, otherForm: true }
      if (isKinAlone(text)) return { kind: 'unusable', note: NAME_WORDS.theirs }
      const place = placeForName(text, asked)
      if (place !== null) return { kind: 'unusable', note: NAME_WORDS.place(place) }
      const name = nameAnswered(text, asked.secondTry)
      return name === null || said.understood.amounts.length > 0
        ? NONE
        : filled(asked, { name: { value: name, words: text.slice(0, 20) } })
    }
    case 'aware':
      return aware(said, asked)
    case 'village':
      return villageAnswered(said, asked)
    case 'who': {
      const who = whoNamed(text.replace(/的事?情?$/, ''))
      return who === undefined ? NONE : filled(asked, { who })
    }
    case 'what':
      return troubleAnswered(said, asked)
    case 'since':
      return sinceAnswered(said, asked)
    case 'amount':
      return amountAnswered(said, asked)
    case 'income':
      return incomeAnswered(said, asked)
    case 'people':
      return peopleAnswered(said, asked)
    case 'phone': {
      const number = said.privateNumbers.find((one) => one.kind === 'phone')
      if (number?.sealed && number.valid)
        return filled(asked, { phone: { value: number.sealed, words: number.sealed.masked } })
      return number || /\d[\d*]{4,}/.test(text) ? { kind: 'unusable', note: PRIVATE_NUMBER_WORDS.phone } : NONE
    }
  }
}

function whose(said: Said, asked: Asked): SlotAnswer {
  const text = said.text.trim()
  const words = text.slice(0, 20)
  if (text === LABEL.own) return filled(asked, { whose: { value: 'own', words } })
  if (text === LABEL.other || said.understood.proxy || /[帮替代]|别人|邻居|隔壁|对门|亲戚|朋友/.test(text))
    return filled(asked, { whose: { value: 'other', words } })
  if (/自己|我家|我们家|我的|自家|本人|我屋|俺|咱|^(?:是|对|嗯|系|我)[的啊呀]*$/.test(text))
    return filled(asked, { whose: { value: 'own', words } })
  return NONE
}

function aware(said: Said, asked: Asked): SlotAnswer {
  const value = awareAnswered(said)
  return value === undefined ? NONE : filled(asked, { aware: { value, words: said.text.trim().slice(0, 20) } })
}
