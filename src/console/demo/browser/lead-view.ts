import type { LeadDetail, LeadFact } from '../../../contract/lead.ts'
import { post, wordsOf } from './api.ts'
import { row } from './blocks.ts'
import type { CadreSession } from './cadre-session.ts'
import type { Place } from './desk-events.ts'
import { button, h } from './dom.ts'
import { ACTION_LABEL, type ActionName, actionsFor } from './lead-actions.ts'
import { picture } from './picture.ts'
import { dueTag, urgencyTag } from './queue-list.ts'
import { clock, daysLeftWords } from './when.ts'
import { pageData } from './words.ts'

interface LeadViewEvents {
  back(): void
  act(action: ActionName): void
  go(place: Place): void
}

/** Everything about one lead, and what can be done next. */
export function leadView(lead: LeadDetail, session: CadreSession, events: LeadViewEvents): HTMLElement {
  const now = new Date()
  const actions = actionsFor(lead, session.me)
  const enters = provedTrue(lead)
  return h(
    'article',
    { class: 'lead', 'aria-label': `线索 ${lead.number}` },
    button('‹ 返回队列', events.back, 'back'),
    h(
      'header',
      {},
      h('h3', { tabindex: -1, id: 'lead-title' }, pageData.riskTypes[lead.riskType]),
      h(
        'p',
        { class: 'lead-line' },
        urgencyTag(lead),
        h('span', { class: 'tag' }, pageData.statuses[lead.status]),
        nextStepTag(lead),
      ),
    ),
    daysBox(lead),
    h(
      'dl',
      {},
      row({ label: '户主', value: lead.householdName }),
      row({ label: '地点', value: lead.place }),
      lead.phone === null ? null : phoneRow(lead, session),
    ),
    h(
      'div',
      { class: 'side-actions' },
      lead.caseId ? button('看监测识别', () => lead.caseId && events.go({ to: 'case', id: lead.caseId })) : null,
      button('看这户台账', () => events.go({ to: 'household', id: lead.householdId })),
    ),
    lead.facts.length > 0 ? section('村民说的情况', h('dl', {}, ...withoutRepeats(lead.facts).map(row))) : null,
    lead.words.length > 0
      ? section('原话', h('ul', { class: 'quotes' }, ...lead.words.map((words) => h('li', {}, h('q', {}, words)))))
      : null,
    section('谁来办、何时办', handling(lead, now)),
    section('经过', timeline(lead, session.token)),
    h(
      'div',
      { class: 'actions', role: 'group', 'aria-label': '办理' },
      enters ? button('进入监测识别', () => events.go({ to: 'case-of', id: lead.id }), 'primary') : null,
      ...actions.map((action, at) =>
        button(ACTION_LABEL[action], () => events.act(action), at === 0 && !enters ? 'primary' : ''),
      ),
    ),
  )
}

/** Of the next step alone; how long there is for all of it stands below. */
function nextStepTag(lead: LeadDetail): HTMLElement | null {
  const due = dueTag(lead)
  return due && h('span', {}, '下一步 ', due)
}

/** Verified, and what was found is that it is true: the statutory procedure may begin. */
function provedTrue({ status, caseId, events }: LeadDetail): boolean {
  const found = events.findLast(({ text }) =>
    Object.values(pageData.findings).some((words) => text.startsWith(`${words}：`)),
  )
  return status === 'verified' && caseId === null && found?.text.startsWith(`${pageData.findings.true}：`) === true
}

/** How long there is until the identification should be finished, and what is using it up. */
function daysBox({ daysLeft, eatenBy }: LeadDetail): HTMLElement | null {
  if (daysLeft === null) return null
  return h(
    'p',
    { class: daysLeft < 3 ? 'clock-box late' : 'clock-box' },
    h('b', {}, daysLeftWords(daysLeft)),
    eatenBy ? ` · 时间用在：${eatenBy}` : null,
  )
}

/** Several reports of one matter mostly say the same. */
function withoutRepeats(facts: LeadFact[]): LeadFact[] {
  return [...new Map(facts.map((fact) => [`${fact.label} ${fact.value}`, fact])).values()]
}

function handling(lead: LeadDetail, now: Date): HTMLElement {
  return h(
    'div',
    {},
    h(
      'dl',
      {},
      row({ label: '编号', value: lead.reports > 1 ? `${lead.number}（${lead.reports} 次申报）` : lead.number }),
      row({ label: '谁在办', value: `${lead.holder.name}（${pageData.roles[lead.holder.role]}）` }),
      row({ label: '为什么是他', value: lead.reason }),
      row({ label: '下一步最晚', value: clock(new Date(lead.dueAt), now) }),
      row({ label: '办结期限', value: clock(new Date(lead.finishBy), now) }),
    ),
    h('p', { class: 'source' }, `期限依据：${lead.finishSource}`),
  )
}

function section(title: string, content: HTMLElement): HTMLElement {
  return h('section', {}, h('h4', {}, title), content)
}

function timeline({ events }: LeadDetail, token: string): HTMLElement {
  const now = new Date()
  return h(
    'ol',
    { class: 'timeline' },
    ...events.map((event) =>
      h(
        'li',
        {},
        h('p', { class: 'hint' }, h('time', { datetime: event.at }, clock(new Date(event.at), now)), ` ${event.by}`),
        h('p', {}, event.text),
        ...event.attachments.map((id) => picture(`/api/attachments/${id}`, token, '村民发来的照片')),
      ),
    ),
  )
}

function phoneRow(lead: LeadDetail, { token }: CadreSession): HTMLElement {
  const number = h('span', { role: 'status' }, lead.phone)
  const reveal = button(
    '看完整号码',
    () => {
      post<{ phone: string }>(`/api/leads/${lead.id}/phone`, token).then(
        ({ phone }) => {
          number.replaceChildren(h('a', { class: 'tel', href: `tel:${phone}` }, phone))
          reveal.remove()
        },
        (error) => number.replaceChildren(wordsOf(error)),
      )
    },
    'small-button',
  )
  reveal.title = '会留下查看记录'
  return h('div', {}, h('dt', {}, '电话'), h('dd', { class: 'number' }, number, reveal))
}
