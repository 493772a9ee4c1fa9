/** What can be done to a case, in the words of its buttons, and the dialog that asks for the rest. The server has the last word. */
import type { z } from 'zod'
import type { CaseDetail, ComparedField, DataHolder, EvidenceKind, StepView } from '../../../contract/case.ts'
import type { CaseCommand } from '../../../contract/case-command.ts'
import type { Labour, MonitoredKind } from '../../../contract/terms.ts'
import { noticeDays, noticeForm } from './case-notice.ts'
import { askIn } from './dialog.ts'
import { h } from './dom.ts'
import { day, type Input, line, longText, photos, pick, select } from './inputs.ts'
import { today } from './when.ts'
import { pageData } from './words.ts'

export type CommandName = CaseCommand['command']
/** What goes over the wire: what has a default there may be left out. */
type Sent = z.input<typeof import('../../../contract/case-command.ts').CaseCommand>
type Without<T> = T extends unknown ? Omit<T, 'version'> : never
export type Given = Without<Sent>

/** In the order in which the buttons stand: the likeliest first. */
export const COMMAND_LABEL: Record<CommandName, string> = {
  approve: '批准',
  settle_objection: '处理异议',
  post_notice: '登记公示',
  end_notice: '结束公示',
  ask_department: '请部门比对',
  record_answer: '登记部门答复',
  complete_step: '办完这一步',
  raise_objection: '登记异议',
  change_notice: '公示内容有改动',
  refuse: '不批准',
  send_back: '退回重办',
  state_household: '记农户怎么说',
  start_leaving: '办退出',
  mark_risk_removed: '标注风险消除',
  withdraw: '农户不办了',
}
export const COMMANDS = Object.keys(COMMAND_LABEL) as CommandName[]

export interface CaseTools {
  /** Keeps pictures with the case and answers their ids. */
  keep(pictures: Blob[]): Promise<string[]>
  send(command: Given): Promise<void>
}

/** A form: what is asked, and the command that the answers make. */
interface Form {
  views: (HTMLElement | null)[]
  command(): Promise<Given> | Given
}

export function askCommand(name: CommandName, step: string | null, one: CaseDetail, tools: CaseTools): Promise<void> {
  const at = one.steps.find((each) => each.step === step) ?? null
  const { views, command } = at ? stepForm(name, at, one, tools) : caseForm(name)
  return askIn(`${COMMAND_LABEL[name]} · ${one.number}`, views, async () => tools.send(await command()))
}

function stepForm(name: CommandName, at: StepView, one: CaseDetail, tools: CaseTools): Form {
  const { step } = at
  switch (name) {
    case 'complete_step': {
      const evidence = evidenceForm(at, tools)
      return {
        views: [says(at), ...evidence.views],
        command: async () => ({ command: name, step, evidence: await evidence.read() }),
      }
    }
    case 'post_notice':
    case 'change_notice': {
      const form = noticeForm(one.householdName, at, name === 'post_notice')
      return {
        views: [says(at), ...form.views],
        command: async () => {
          const { from, ...notice } = form.read()
          const posted = { ...notice, photos: await tools.keep(await form.photos()), step }
          return name === 'post_notice' ? { command: name, ...posted, from } : { command: name, ...posted }
        },
      }
    }
    case 'end_notice':
      return { views: [says(at), noticeDays(at)], command: () => ({ command: name, step }) }
    case 'raise_objection': {
      const [from, text] = [line('谁提的', { hint: '不愿留名就不填', optional: true }), longText('他怎么说')]
      return {
        views: [from.view, text.view],
        command: () => ({ command: name, step, from: from.read() || null, text: text.read() }),
      }
    }
    case 'settle_objection':
      return settleForm(at, one)
    case 'ask_department':
      return askForm(at)
    case 'record_answer':
      return answerForm(at)
    case 'approve': {
      const evidence = evidenceForm(at, tools)
      const leaving = one.phase === 'leaving'
      const kind = select('属于哪一类监测对象', Object.entries(pageData.monitoredKinds))
      return {
        views: [says(at), leaving ? null : kind.view, ...evidence.views],
        command: async () => ({
          command: name,
          step,
          monitoredKind: leaving ? null : (kind.read() as MonitoredKind),
          evidence: await evidence.read(),
        }),
      }
    }
    case 'refuse': {
      const reason = longText('为什么不批准')
      return { views: [says(at), reason.view], command: () => ({ command: name, step, reason: reason.read() }) }
    }
    case 'send_back': {
      const [to, reason] = [earlierStep('退到哪一步', at, one), longText('为什么退回')]
      return {
        views: [to.view, reason.view],
        command: () => ({ command: name, step, to: to.read(), reason: reason.read() }),
      }
    }
    case 'state_household':
    case 'withdraw':
    case 'start_leaving':
    case 'mark_risk_removed':
      return caseForm(name)
  }
}

function caseForm(name: CommandName): Form {
  if (name === 'state_household') {
    const [field, has] = [select('哪一项', Object.entries(pageData.comparedFields)), hasOrNot('农户说')]
    const said = line('他的原话', { optional: true })
    return {
      views: [field.view, has.view, said.view],
      command: () => ({
        command: name,
        stated: [{ field: field.read() as ComparedField, has: has.read() === 'yes', words: said.read() || null }],
      }),
    }
  }
  if (name === 'start_leaving') {
    const stable = pick('收入稳不稳、大额开支担不担得起', [
      ['yes', '稳定，担得起'],
      ['no', '还不稳定'],
    ])
    const [labour, reason] = [select('全家的劳动能力', Object.entries(pageData.labour)), longText('为什么可以退出')]
    return {
      views: [stable.view, labour.view, reason.view],
      command: () => ({
        command: name,
        stable: stable.read() === 'yes',
        labour: labour.read() as Labour,
        reason: reason.read(),
      }),
    }
  }
  const text = longText(name === 'withdraw' ? '农户为什么不办了' : '风险怎么消除的')
  return {
    views: [text.view],
    command: () =>
      name === 'withdraw'
        ? { command: name, reason: text.read() }
        : { command: 'mark_risk_removed', text: text.read() },
  }
}

function settleForm(at: StepView, { steps }: CaseDetail): Form {
  const open = (at.notice?.objections ?? []).filter(({ settled }) => !settled)
  const which = pick(
    '哪一条异议',
    open.map(({ objection, from, text }) => [String(objection), `${from}：${text}`]),
  )
  const upheld = pick('查下来', [
    ['no', '不成立，公示接着算天数'],
    ['yes', '成立，要退回重办'],
  ])
  const before = steps.slice(0, steps.indexOf(at)).map(({ step, says: words }) => [step, words] as const)
  const [back, text] = [select('成立的，退到哪一步', before, { optional: true }), longText('查到的情况')]
  return {
    views: [which.view, upheld.view, back.view, text.view],
    command: () => ({
      command: 'settle_objection',
      step: at.step,
      objection: Number(which.read()),
      upheld: upheld.read() === 'yes',
      backTo: upheld.read() === 'yes' ? back.read() || null : null,
      text: text.read(),
    }),
  }
}

function askForm({ step }: StepView): Form {
  const offices = Object.entries(pageData.dataHolders) as [DataHolder, string][]
  const office = select(
    '问哪个部门',
    offices.map(([each, words]) => [each, `${words}（${fieldWords(pageData.holds[each])}）`]),
  )
  return {
    views: [h('p', { class: 'hint' }, '只问该部门掌握的内容，别的情况部门看不到。'), office.view],
    command: () => {
      const department = office.read() as DataHolder
      return { command: 'ask_department', step, department, fields: pageData.holds[department] }
    },
  }
}

function answerForm({ step }: StepView): Form {
  const office = select('哪个部门', Object.entries(pageData.dataHolders))
  const [field, has] = [select('哪一项', Object.entries(pageData.comparedFields)), hasOrNot('查到')]
  const said = line('是什么样的', { hint: '例如：一辆小货车', optional: true })
  const [source, date] = [line('从哪里看到的', { hint: '哪封函、哪个系统' }), day('答复日期', today())]
  return {
    views: [office, field, has, said, source, date].map(({ view }) => view),
    command: () => ({
      command: 'record_answer',
      step,
      department: office.read() as DataHolder,
      source: source.read(),
      date: date.read(),
      answers: [{ field: field.read() as ComparedField, has: has.read() === 'yes', words: said.read() || null }],
    }),
  }
}

/** What the paper wants handed in with a step; what the system makes itself is not asked for. */
function evidenceForm({ evidenceWanted }: StepView, tools: CaseTools) {
  const inputs = evidenceWanted
    .filter(({ kind }) => pageData.givenAs[kind] !== 'made')
    .map(({ kind, label }) => ({ kind, ...evidenceInput(kind, label) }))
  const read = async () => {
    const given = inputs.map(async ({ kind, text, pictures }) => {
      const files = pictures ? await pictures.read() : []
      return { kind, text: text?.read() || null, attachments: files.length > 0 ? await tools.keep(files) : [] }
    })
    return (await Promise.all(given)).filter(({ text, attachments }) => text !== null || attachments.length > 0)
  }
  return { views: inputs.flatMap(({ text, pictures }) => [text?.view ?? null, pictures?.view ?? null]), read }
}

function evidenceInput(
  kind: EvidenceKind,
  label: string,
): { text: Input<string> | null; pictures: Input<Promise<Blob[]>> | null } {
  switch (pageData.givenAs[kind]) {
    case 'text':
      return { text: longText(label), pictures: null }
    case 'picture':
      return { text: null, pictures: photos(label) }
    case 'either':
      return {
        text: longText(`${label}（写字或者拍照）`, { optional: true }),
        pictures: photos(`${label}的照片`, { optional: true }),
      }
    case 'made':
      return { text: null, pictures: null }
  }
}

function earlierStep(label: string, at: StepView, { steps }: CaseDetail): Input<string> {
  const before = steps.slice(0, steps.indexOf(at)).filter(({ state }) => state === 'done')
  return select(
    label,
    before.map(({ step, says: words }) => [step, words]),
  )
}

function hasOrNot(label: string): Input<string> {
  return pick(label, [
    ['yes', '有'],
    ['no', '没有'],
  ])
}

export function fieldWords(fields: ComparedField[]): string {
  return fields.map((field) => pageData.comparedFields[field]).join('、')
}

function says(at: StepView): HTMLElement {
  return h('p', {}, at.says)
}
