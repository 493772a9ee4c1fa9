/** A public notice: the form to put it up, and how it hangs. */
import type { StepView } from '../../../contract/case.ts'
import { h } from './dom.ts'
import { day, line, listIn, longText, photos } from './inputs.ts'
import { picture } from './picture.ts'
import { clock, dayWords, today } from './when.ts'

/** What is asked of a notice; the list is shown as it will hang on the wall, while it is being written. */
export function noticeForm(householdName: string, { says, notice }: StepView, isNew: boolean) {
  const place = line('贴在哪里', { hint: '例如：村委会门口公示栏', value: notice?.place ?? '' })
  const content = longText('公示什么', { hint: '例如：拟纳入监测对象名单', value: notice?.content ?? '' })
  const others = longText('同一张名单上的别人', { hint: '没有就不填；几个人用顿号隔开', optional: true })
  const from = day('哪天贴出来的', today())
  const photo = photos('张贴现场的照片')
  const preview = h('ul', {})
  const show = () =>
    preview.replaceChildren(...[householdName, ...listIn(others.read())].map((name) => h('li', {}, masked(name))))
  others.view.addEventListener('input', show)
  show()
  const wall = h(
    'section',
    { class: 'wall', 'aria-label': '贴出来的名单' },
    h('p', { class: 'hint' }, '贴出来的名单（只写姓）：'),
    preview,
  )
  return {
    says,
    views: [place.view, content.view, others.view, wall, isNew ? from.view : null, photo.view],
    photos: () => photo.read(),
    read: () => ({ place: place.read(), content: content.read(), others: listIn(others.read()), from: from.read() }),
  }
}

/** As the server masks it; it does so whatever is sent. */
function masked(name: string): string {
  const [first = '', ...rest] = name
  return first + '*'.repeat(Math.max(1, rest.length))
}

export function noticeView(at: StepView, token: string): HTMLElement | null {
  const { notice } = at
  if (!notice) return null
  const now = new Date()
  return h(
    'div',
    { class: 'wall' },
    at.state === 'done' ? null : noticeDays(at),
    h('p', {}, `${dayWords(notice.from)} 贴在${notice.place}`),
    h('p', {}, notice.content),
    h('ul', { 'aria-label': '公示名单' }, ...notice.list.map((name) => h('li', {}, name))),
    h('p', {}, ...notice.photos.map((id) => picture(`/api/attachments/${id}`, token, '公示的照片'))),
    ...notice.objections.map((one) =>
      h(
        'p',
        { class: one.settled ? 'objection' : 'objection open' },
        `${clock(new Date(one.at), now)} ${one.from}提异议：${one.text}`,
        h('br'),
        one.settled ? `${one.settled.upheld ? '成立' : '不成立'}：${one.settled.text}` : '还没处理',
      ),
    ),
  )
}

export function noticeDays({ notice }: StepView): HTMLElement | null {
  if (!notice) return null
  const end = notice.earliestEnd ? `最早 ${dayWords(notice.earliestEnd)} 才能结束。` : '有异议没处理完，天数停着。'
  return h('p', {}, `要贴满 ${notice.daysNeeded} 天，已满 ${notice.daysDone} 天。${end}`)
}
