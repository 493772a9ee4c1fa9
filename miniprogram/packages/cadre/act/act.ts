import type { Colleague } from '../../../../src/contract/account.ts'
import type { LeadDetail } from '../../../../src/contract/lead.ts'
import { wordsOf } from '../../../utils/api'
import type { About } from '../../../utils/cadre-kept'
import { newId } from '../../../utils/new-id'
import { look } from '../../../utils/page'
import { cadreSession } from '../../../utils/session'
import { bodyOf, type FormName, fieldsOf } from '../lib/act-forms'
import { readKept } from '../lib/copies'
import { draftOf, keepDraft } from '../lib/drafts'
import { type Field, filled, missing, valuesOf, withValues } from '../lib/form'
import { handInForm } from '../lib/hand-in-form'
import { ACT_LABEL, type ActName, withWaiting } from '../lib/lead-acts'
import { waitingAbout } from '../lib/outbox'

interface Options {
  lead?: string
  duty?: string
  name?: FormName
  /** Of a duty: what it is, in words. */
  title?: string
}

Page({
  data: { ...look(), title: '', button: '', fields: [] as Field[], trouble: '', busy: false, ready: false },
  about: { kind: 'lead', id: '' } as About,
  name: 'note' as FormName,
  lead: null as LeadDetail | null,

  onLoad({ lead, duty, name = 'note', title = '' }: Options) {
    this.about = duty ? { kind: 'duty', id: duty } : { kind: 'lead', id: lead ?? '' }
    this.name = name
    const label = name === 'done' ? '办完了' : ACT_LABEL[name as ActName]
    this.setData({ button: label, title: decodeURIComponent(title) })
    void wx.setNavigationBarTitle({ title: label })
    void this.prepare()
  },
  onShow() {
    this.setData(look())
  },
  form() {
    return `${this.about.kind} ${this.about.id} ${this.name}`
  },
  async prepare() {
    try {
      const { kind, id } = this.about
      if (kind === 'lead') this.lead = (await readKept<LeadDetail>(`/api/leads/${id}`)).answer
      const colleagues =
        this.name === 'transfer' ? (await readKept<Colleague[]>(`/api/leads/${id}/colleagues`)).answer : []
      const title = this.lead ? `${this.lead.number} · ${this.lead.householdName}` : this.data.title
      const fields = withValues(fieldsOf(this.name, colleagues), draftOf(this.form()).values)
      this.setData({ fields, title, ready: true, trouble: '' })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  change({ detail: { key, value } }: { detail: { key: string; value: string } }) {
    const fields = this.data.fields.map((each) => (each.key === key ? filled(each, value) : each))
    this.setData({ fields })
    keepDraft(this.form(), { values: valuesOf(fields), photos: [] })
  },
  async send() {
    const me = cadreSession()?.me
    const { fields, button, title, busy } = this.data
    const lacking = missing(fields)
    if (lacking) return this.setData({ trouble: lacking })
    if (busy || !me) return
    this.setData({ busy: true, trouble: '' })
    const id = newId()
    const values = valuesOf(fields)
    const version = this.lead ? withWaiting(this.lead, waitingAbout(this.about), me).version : null
    const body = bodyOf(this.name, values)
    const refused = await handInForm(
      {
        id,
        about: this.about,
        name: this.name,
        title: `${button} · ${title}`,
        words: values.text ?? '',
        path: this.lead ? `/api/leads/${this.about.id}/actions` : `/api/duties/${this.about.id}/done`,
        body: version === null ? body : { ...body, id, version },
        photos: [],
        photosPath: null,
      },
      this.form(),
      { values, photos: [] },
    )
    if (refused === null) return
    this.setData({ busy: false })
    if (this.lead) await this.prepare()
    this.setData({ trouble: refused })
  },
})
