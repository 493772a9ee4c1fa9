import type { Command } from '../understanding/understood.ts'
import { absorb } from './absorb.ts'
import { asksObjection } from './asks-beside.ts'
import { answer, quickReplies, text } from './blocks.ts'
import {
  type Answer,
  type Asking,
  type ConversationState,
  type DialogueContext,
  type Draft,
  type Said,
  SLOTS,
  type Slot,
} from './conversation.ts'
import { hearCorrection } from './correction.ts'
import { aboutLead, tellProgress } from './earlier-reports.ts'
import { hearAllClear } from './emergency.ts'
import { DROP, LABEL } from './labels.ts'
import { leadNamed, openLeads } from './leads.ts'
import { askAgain, askSlot, askWhatToCorrect, proceed } from './proceed.ts'
import { asksProgress } from './progress-words.ts'
import { risksInBrief } from './read-back.ts'
import { newDraft } from './report.ts'
import { cleared, isFilled } from './slots.ts'
import { startReport } from './start.ts'
import { DRAFT_WORDS, GREETING_WORDS, HELP_WORDS, LEAD_WORDS } from './words.ts'

/** Buttons and words that are commands whatever question is open. */
const SAID_AS: ReadonlyMap<string, Command> = new Map(
  Object.entries<Command>({
    [LABEL.back]: 'back',
    [LABEL.restart]: 'restart',
    [LABEL.stop]: 'stop',
    [LABEL.resume]: 'resume',
    [LABEL.progress]: 'progress',
    [LABEL.change]: 'correct',
    [LABEL.help]: 'help',
    上一步: 'back',
    重来: 'restart',
    进度: 'progress',
    撤回: 'withdraw',
    补充: 'add',
    不满意: 'not_content',
    退订: 'unsubscribe',
    帮助: 'help',
  }),
)

const GIVES_UP = /^算了[，,\s]*(?:我|就)?不(?:想)?(?:说|报|讲)了[吧啊呀。！!]*$/

export function commandIn(said: Said): Command | null {
  const label = SAID_AS.get(said.text.trim())
  if (label !== undefined) return label
  if (GIVES_UP.test(said.text.trim())) return 'withdraw'
  if (asksProgress(said.text)) return 'progress'
  if (asksObjection(said.text)) return null
  return said.understood.intent === 'command' ? said.understood.command : null
}

export function hearCommand(command: Command, state: ConversationState, said: Said, context: DialogueContext): Answer {
  const { draft } = state
  switch (command) {
    case 'back':
      return back(state, context)
    case 'restart':
      return restart(state, context)
    case 'stop':
      return stop(state)
    case 'resume':
      return draft === null ? nothingOpen(state) : proceed(state, draft, context, [reminder(draft)])
    case 'progress':
      return tellProgress(state, said.text, context)
    case 'correct':
      return draft === null ? nothingToCorrect(state, said, context) : correct(state, draft, said, context)
    case 'withdraw':
      return withdraw(state, said, context)
    case 'add':
      return add(state, said, context)
    case 'not_content':
      return aboutLead(state, 'not_content', said.text, context)
    case 'unsubscribe': {
      const after = askAgain(state, context, [LEAD_WORDS.optedOut, LEAD_WORDS.caseNewsStay, LEAD_WORDS.howToOptIn])
      return { ...after, events: [{ kind: 'opted_out' }] }
    }
    case 'help':
      return help(state, context)
  }
}

/** Where nothing is asked, with what he may tap: the same as under the official account's chat. */
function help(state: ConversationState, context: DialogueContext): Answer {
  const after = askAgain(state, context, HELP_WORDS)
  if (after.state.asking !== null) return after
  const taps = [LABEL.report, LABEL.progress, LABEL.person, LABEL.no_publicity, LABEL.publicity_again]
  return { ...after, replies: [...after.replies, quickReplies(taps)] }
}

/** Where we stopped, in the words of the risk types: his own words may be long, or private. */
export function reminder(draft: Draft): string {
  return draft.risks.length > 0 ? DRAFT_WORDS.remind(risksInBrief(draft)) : DRAFT_WORDS.remindBare
}

function back(state: ConversationState, context: DialogueContext): Answer {
  const { asking, draft } = state
  if (draft === null)
    return asking === null
      ? nothingOpen(state)
      : answer({ ...state, asking: null, misses: 0 }, [text(LEAD_WORDS.allRight)])
  const here = asking?.kind === 'slot' ? asking.slot : asking?.kind === 'confirm' ? null : undefined
  if (asking?.kind === 'consent') {
    return askSlot({ ...state, misses: 0 }, cleared(draft, 'what'), 'what', context, [DRAFT_WORDS.back])
  }
  if (here === undefined) return proceed(state, draft, context)
  const way = askedBefore(state, draft, here)
  const previous = way.at(-1)
  if (previous === undefined) return askAgain(state, context, [DRAFT_WORDS.first])
  const asked = { startedAt: draft.startedAt, slots: way.slice(0, -1) }
  return askSlot({ ...state, asked, misses: 0 }, cleared(draft, previous), previous, context, [DRAFT_WORDS.back])
}

/** The questions that he has answered, in the order in which they were asked; what he told unasked was the first of all. */
function askedBefore({ asked: way }: ConversationState, draft: Draft, here: Slot | null): Slot[] {
  // What was begun before the way was kept goes back in the order of the slots.
  const asked: readonly Slot[] = way?.startedAt === draft.startedAt ? way.slots : SLOTS
  const at = here === null ? -1 : asked.indexOf(here)
  const answered = asked.slice(0, at < 0 ? asked.length : at)
  const before = answered.filter((slot) => slot !== here && isFilled(draft, slot) && wasSaid(draft, slot))
  const told = here !== 'what' && isFilled(draft, 'what') && !before.includes('what')
  return told ? ['what', ...before] : before
}

/** What we knew before was never a question, so there is no going back to it. */
function wasSaid(draft: Draft, slot: Slot): boolean {
  return slot === 'what' || draft[slot]?.words !== ''
}

function restart(state: ConversationState, context: DialogueContext): Answer {
  const fresh = newDraft(context.now)
  return askSlot({ ...state, asking: null, misses: 0 }, fresh, 'what', context, [DRAFT_WORDS.restart])
}

function stop(state: ConversationState): Answer {
  const idle: ConversationState = { ...state, asking: null, misses: 0 }
  return state.draft === null
    ? answer(idle, [text(LEAD_WORDS.allRight, GREETING_WORDS.anyTime)])
    : answer(idle, [text(DRAFT_WORDS.stopped, DRAFT_WORDS.howToResume)])
}

function nothingOpen(state: ConversationState): Answer {
  return answer({ ...state, asking: null, misses: 0 }, [text(DRAFT_WORDS.nothingOpen, GREETING_WORDS.invite)])
}

/** Nothing is being filled in: what he calls wrong can only be in an earlier report, and goes to it as an addition. */
function nothingToCorrect(state: ConversationState, said: Said, context: DialogueContext): Answer {
  return openLeads(context.leads, 'add').length > 0
    ? aboutLead(state, 'add', said.text === LABEL.change ? '' : said.text, context)
    : nothingOpen(state)
}

function correct(state: ConversationState, draft: Draft, said: Said, context: DialogueContext): Answer {
  return said.text.trim() === LABEL.change
    ? askWhatToCorrect({ ...state, misses: 0 }, draft, context, [])
    : hearCorrection(state, draft, said, context)
}

function withdraw(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const allClear = hearAllClear(state, said, context)
  if (allClear !== null) return allClear
  const open = openLeads(context.leads, 'withdraw')
  const { draft } = state
  if (draft === null && open.length === 0 && state.asking === null && !/撤|取消|作废/.test(said.text))
    return answer({ ...state, misses: 0 }, [text(LEAD_WORDS.nothingToTakeBack)])
  // What is left to say of an emergency is nothing of its own: it ends with its lead.
  if (draft === null || leadNamed(said.text, open) || (draft.urgency === 'emergency' && open.length > 0))
    return aboutLead(state, 'withdraw', said.text, context)
  if (open.length === 0 || (state.asking !== null && DROP.test(said.text.trim())))
    return askAgain({ ...state, asking: { kind: 'confirm_drop' }, misses: 0 }, context, [])
  const asking: Asking = { kind: 'which_lead', purpose: 'withdraw', words: said.text, orDraft: true }
  return askAgain({ ...state, asking, misses: 0 }, context, [])
}

function add(state: ConversationState, said: Said, context: DialogueContext): Answer {
  const named = leadNamed(said.text, openLeads(context.leads, 'add'))
  if (state.draft !== null && named === null)
    return proceed(state, absorb(state.draft, said, context.regions, null), context, [DRAFT_WORDS.noted])
  if (openLeads(context.leads, 'add').length === 0 && said.understood.risks.length > 0)
    return startReport(state, said, context)
  return aboutLead(state, 'add', said.text, context)
}
