import type { CaseDetail } from '../../../../src/contract/case.ts'
import { wordsOf } from '../../../utils/api'
import { newId } from '../../../utils/new-id'
import { look } from '../../../utils/page'
import type { KeptFile } from '../../../utils/unsent'
import { readKept } from '../lib/copies'
import { draftOf, keepDraft } from '../lib/drafts'
import { type Field, field, filled, missing, valuesOf, withValues } from '../lib/form'
import { handInForm, toSend } from '../lib/hand-in-form'
import { today } from '../lib/when'

Page({
  data: {
    ...look(),
    title: '',
    says: '',
    fields: [] as Field[],
    photos: [] as KeptFile[],
    wall: [] as string[],
    trouble: '',
    busy: false,
    ready: false,
  },
  caseId: '',
  step: '',
  one: null as CaseDetail | null,

  onLoad({ case: id = '', step = '' }: { case?: string; step?: string }) {
    this.caseId = id
    this.step = step
    void this.prepare()
  },
  onShow() {
    this.setData(look())
  },
  form() {
    return `case ${this.caseId} ${this.step}`
  },
  async prepare() {
    try {
      const { answer } = await readKept<CaseDetail>(`/api/cases/${this.caseId}`)
      this.one = answer
      const { values, photos } = draftOf(this.form())
      const says = answer.steps.find(({ step }) => step === this.step)?.says ?? ''
      const title = `${answer.number} · ${answer.householdName}`
      this.setData({ title, says, fields: withValues(noticeFields(), values), photos, ready: true, trouble: '' })
      this.showWall()
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  change({ detail: { key, value } }: { detail: { key: string; value: string } }) {
    this.setData({ fields: this.data.fields.map((each) => (each.key === key ? filled(each, value) : each)) })
    this.showWall()
    this.keep()
  },
  changePhotos({ detail: { photos } }: { detail: { photos: KeptFile[] } }) {
    this.setData({ photos })
    this.keep()
  },
  keep() {
    keepDraft(this.form(), { values: valuesOf(this.data.fields), photos: this.data.photos })
  },
  /** As it will hang on the wall, while it is being written. */
  showWall() {
    const { others = '' } = valuesOf(this.data.fields)
    this.setData({ wall: [this.one?.householdName ?? '', ...listIn(others)].map(masked) })
  },
  async send() {
    const { fields, photos, busy, title } = this.data
    const lacking = missing(fields) ?? (photos.length === 0 ? '还差一项：张贴现场的照片' : null)
    if (lacking) return this.setData({ trouble: lacking })
    if (busy || !this.one) return
    this.setData({ busy: true, trouble: '' })
    const values = valuesOf(fields)
    const { place, content, others = '', from } = values
    const refused = await handInForm(
      {
        id: newId(),
        about: { kind: 'case', id: this.caseId },
        name: 'post_notice',
        title: `登记公示 · ${title}`,
        words: content ?? '',
        path: `/api/cases/${this.caseId}/commands`,
        body: {
          command: 'post_notice',
          version: this.one.version,
          step: this.step,
          place,
          content,
          others: listIn(others),
          from,
        },
        photos: toSend(photos),
        photosPath: `/api/cases/${this.caseId}/attachments`,
      },
      this.form(),
      { values, photos },
      '已登记',
    )
    if (refused === null) return
    this.setData({ busy: false })
    await this.prepare()
    this.setData({ trouble: refused })
  },
})

function noticeFields(): Field[] {
  return [
    field('line', 'place', '贴在哪里', { hint: '例如：村委会门口公示栏' }),
    field('words', 'content', '公示什么', { hint: '例如：拟纳入监测对象名单' }),
    field('line', 'others', '同一张名单上的别人', { hint: '没有就不填；几个人用顿号隔开', optional: true }),
    field('day', 'from', '哪天贴出来的', { value: today(new Date()) }),
  ]
}

function listIn(words: string): string[] {
  return words
    .split(/[、，,；;\n]/)
    .map((each) => each.trim())
    .filter(Boolean)
}

/** As the server masks it; it does so whatever is sent. */
function masked(name: string): string {
  const [first = '', ...rest] = name
  return first + '*'.repeat(Math.max(1, rest.length))
}
