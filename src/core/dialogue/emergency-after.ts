import type { Command } from '../understanding/understood.ts'
import { answer, text } from './blocks.ts'
import type { Answer, ConversationState, DialogueContext, DialogueEvent, Said } from './conversation.ts'
import { emergencyGoesOn, emergencyLead } from './emergency-lead.ts'
import { EMERGENCY_WORDS } from './emergency-words.ts'
import { askAgain } from './proceed.ts'

/** Who waits for help and says 没用的, 你骗人 or 我已经吃了药 complains to nobody and corrects nothing. */
const NOT_MEANT: ReadonlySet<Command> = new Set(['not_content', 'correct', 'stop', 'restart', 'help', 'unsubscribe'])
/** Words that our replies teach are meant all the same. */
const TAUGHT = /^(?:补充|撤回|查进度|返回|继续|从头来|先停一下|要改|退订|帮助|不满意)/

/**
 * As long as an emergency goes on and somebody has it, stray words are for those on their way: they go to the lead, and
 * the numbers to call are said again. `null`: something else is meant.
 */
export function hearWhileItLasts(
  state: ConversationState,
  said: Said,
  { command, harmful }: { command: Command | null; harmful: boolean },
  context: DialogueContext,
): Answer | null {
  const lead = emergencyGoesOn(state, context.now) ? emergencyLead(state, context) : null
  if (lead === null || TAUGHT.test(said.text.trim())) return null
  const { intent, risks } = said.understood
  const stray = harmful || (command === null ? intent === 'question' : NOT_MEANT.has(command))
  if (!stray || risks.some(({ type }) => type !== 'other')) return null
  const event: DialogueEvent = { kind: 'added', leadId: lead.id, words: said.text, attachment: null }
  const words = [EMERGENCY_WORDS.wordsTaken, EMERGENCY_WORDS.any]
  if (state.asking === null) return answer(state, [text(...words)], [event])
  return { ...askAgain(state, context, words), events: [event] }
}
