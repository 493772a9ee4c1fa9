/**
 * Golden conversations: a text file that a person can read. Lines that begin with 农户 or ※ are played; everything else
 * is what came of it. With UPDATE_GOLDEN=1 the files are written anew from what is played.
 */
import type { Block } from '../../../src/contract/block.ts'
import { HOUSEHOLD_KIND_LABEL, HOUSEHOLD_KINDS } from '../../../src/contract/terms.ts'
import type { OwnHousehold } from '../../../src/core/card/household-policies.ts'
import type { ConversationState, DialogueEvent, Known, Report } from '../../../src/core/dialogue/conversation.ts'
import { nobodyYetReplies } from '../../../src/core/dialogue/handover.ts'
import { amountWords } from '../../../src/core/words/amount.ts'
import { wengyuan } from '../region/wengyuan.ts'
import { openVault, Resident } from './resident.ts'

export function play(script: string): string {
  const out: string[] = []
  let resident = new Resident()
  for (const line of script.split('\n')) {
    if (line.startsWith('#')) out.push(line)
    else if (line.startsWith('※')) {
      out.push('', line)
      resident = direct(resident, line.slice(1).trim(), out)
    } else if (line.startsWith('农户')) {
      out.push('', line)
      speak(resident, line)
      out.push(...resident.last.replies.flatMap(blockLines), ...resident.last.events.map(eventLine))
    }
  }
  return `${[...out, '', stateLine(resident.state)].join('\n')}\n`
}

/** 农户：… · 农户发照片 · 农户发录音 · 农户发录音：… (as recognised) · 农户发位置：… ; 〈长〉 stands for a text beyond the limit. */
function speak(resident: Resident, line: string): void {
  const [who = '', ...rest] = line.split('：')
  const text = rest.join('：')
  if (who === '农户发照片') resident.sendsPicture()
  else if (who === '农户发录音') resident.sendsVoice(text === '' ? undefined : text)
  else if (who === '农户发位置') resident.sendsLocation(text)
  else if (who === '农户')
    resident.says(text === '〈长〉' ? '难'.repeat(2_500) : text.replaceAll('⏎', '\n').replaceAll('␀', '\u0000\u0007'))
  else throw new Error(`not a line of a golden conversation: ${line}`)
}

/**
 * ※ 干部说 … · ※ 干部说完了 · ※ 还没人回 谁 · ※ 一天没人回 · ※ 干部没有新话: what comes from a person who has the word, or does not.
 * ※ 核实过的户 户类=脱贫户 劳动力=有 帮扶=公益岗位: surely his own household, as its ledger holds it.
 * ※ 过了 40 分钟 · ※ 过了 3 天 · ※ 认识 户主=… 村=… 人数=… 电话=… · ※ 办结 A1001 · ※ 隐私说明 2 · ※ 没有值班干部
 */
function direct(resident: Resident, order: string, out: string[]): Resident {
  const [verb, ...args] = order.split(/\s+/)
  switch (verb) {
    case '过了':
      return resident.waits(Number(args[0]) * { 分钟: 1, 小时: 60, 天: 1_440 }[args[1] as '分钟' | '小时' | '天'])
    case '认识':
      return new Resident(knownFrom(args))
    case '核实过的户':
      resident.household = ownFrom(args)
      return resident
    case '办结':
      resident.leads = resident.leads.map((lead) =>
        lead.number === args[0] ? { ...lead, status: 'closed', news: '已经帮扶' } : lead,
      )
      return resident
    case '隐私说明':
      resident.noticeVersion = args[0] ?? ''
      return resident
    case '干部说完了':
      out.push(...resident.getsBack({ kind: 'done', who: resident.person }).flatMap(blockLines))
      return resident
    case '干部没有新话':
      out.push(...resident.getsBack({ kind: 'fell_silent', who: resident.person }).flatMap(blockLines))
      return resident
    case '一天没人回':
      out.push(...resident.getsBack({ kind: 'unanswered' }).flatMap(blockLines))
      return resident
    case '还没人回':
      out.push(...nobodyYetReplies(resident.person, args[0] ?? null).flatMap(blockLines))
      return resident
    case '干部说':
      out.push(`${resident.person}：${args.join(' ')}`)
      return resident
    case '没有值班干部':
      resident.dutyCadre = null
      return resident
    default:
      throw new Error(`not an order of a golden conversation: ${order}`)
  }
}

function knownFrom(args: string[]): Known {
  const known: Known = {}
  for (const arg of args) {
    const [key, value = ''] = arg.split('=')
    if (key === '户主') known.name = value
    else if (key === '村') known.village = wengyuan.find(value)[0]?.code ?? value
    else if (key === '人数') known.people = Number(value)
    else if (key === '电话') known.phone = openVault.seal('phone', value)
    else throw new Error(`not a known value: ${arg}`)
  }
  return known
}

function ownFrom(args: string[]): OwnHousehold {
  const told = new Map(args.map((arg) => arg.split('=') as [string, string]))
  const kind = HOUSEHOLD_KINDS.find((one) => HOUSEHOLD_KIND_LABEL[one] === told.get('户类'))
  if (!kind) throw new Error(`no such kind of household: ${args.join(' ')}`)
  const able = told.get('劳动力') === '有'
  const member = { born: '1980', labour: able ? ('full' as const) : null, work: null, insured: null, left: null }
  return {
    region: wengyuan.find('连溪村')[0]?.code ?? '',
    ledger: { kind, members: [{ ...member, wantsWork: able || null }] },
    monitored: null,
    risks: [],
    income: null,
    help: (told.get('帮扶')?.split('、') ?? []).map((words) => ({ words, state: 'given' })),
  }
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return block.text.split('\n').map((line, at) => (at === 0 ? `明白：${line}` : `　　　${line}`))
    case 'quick_replies':
      return [`　　　${block.options.map((option) => `[${option}]`).join(' ')}`]
    case 'card':
      return [
        `明白：〔${block.title}〕`,
        ...(block.text ? block.text.split('\n').map((line) => `　　　${line}`) : []),
        ...block.rows.map((row) => `　　　${row.label}：${row.value}${row.words ? `　“${row.words}”` : ''}`),
        ...(block.source ? [`　　　依据：${block.source}`] : []),
      ]
    case 'receipt':
      return block.text.split('\n').map((line, at) => (at === 0 ? `明白：〔回执〕${line}` : `　　　${line}`))
  }
}

function eventLine(event: DialogueEvent): string {
  switch (event.kind) {
    case 'consented':
      return `　→ 同意隐私说明（第${event.version}版）`
    case 'reported':
      return `　→ 申报：${reportWords(event.report)}`
    case 'added':
      return `　→ 补充 ${event.leadId}：${event.words ?? '（附件）'}${event.village ? `（${wengyuan.placeName(event.village)}）` : ''}${event.phone ? `（电话${event.phone.masked}）` : ''}`
    case 'withdrawn':
      return `　→ 撤回 ${event.leadId}：${event.words}`
    case 'not_content':
      return `　→ 不满意 ${event.leadId}：${event.words}`
    case 'opted_out':
      return '　→ 退订政策宣传'
    case 'opted_in':
      return '　→ 重新接收政策宣传'
    case 'card_question':
      return `　→ 没有卡片能答，转给${wengyuan.placeName(event.region)}的干部：${event.question}`
    case 'handover_asked':
      return `　→ 转人工：${wengyuan.placeName(event.region)}`
    case 'handover_message':
      return '　→ 转人工：又写了一句，机器不答'
    case 'handover_taken_back':
      return '　→ 转人工：农户自己交回'
  }
}

function reportWords(report: Report): string {
  const parts = [
    report.urgency,
    report.whose,
    report.whose === 'other'
      ? report.aware === true
        ? '本人知道'
        : report.aware === false
          ? '本人还不知道'
          : '知不知道不清楚'
      : '',
    report.householdName,
    report.village ? wengyuan.placeName(report.village) : '地点不明',
    report.risks.map((risk) => risk.type).join('+'),
    report.who ? `谁：${report.who.value}` : '',
    report.since ? `起于${report.since.value?.text ?? '不明'}（${report.since.value?.months ?? '?'}月）` : '',
    report.amount
      ? `${report.amount.value?.role ?? ''}${report.amount.value ? amountWords(report.amount.value) : '不明'}`
      : '',
    report.people?.value ? `${report.people.value}人` : '',
    report.income ? `收入${report.income.value ? amountWords(report.income.value) : '未说'}` : '',
    report.phone?.masked ?? '无电话',
    report.identity ? `身份证${report.identity.masked}` : '',
    report.attachments.length > 0 ? `附件${report.attachments.length}` : '',
    report.continues ? `接着${report.continues}` : '',
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

function stateLine(state: ConversationState): string {
  const { known } = state
  const asking = state.asking === null ? '无' : state.asking.kind === 'slot' ? state.asking.slot : state.asking.kind
  const facts = [
    known.name,
    known.village ? wengyuan.placeName(known.village) : undefined,
    known.people ? `${known.people}人` : undefined,
    known.phone?.masked,
  ].filter((fact) => fact !== undefined)
  return `状态：同意=${state.consent?.version ?? '无'} 草稿=${state.draft ? '有' : '无'} 在问=${asking} 已知=${facts.join('/') || '无'}${state.handover ? ` 转人工=${state.handover.kind}` : ''}${state.cardChoice ? ' 在选卡片' : ''}`
}
