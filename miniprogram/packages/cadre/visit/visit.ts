import type { z } from 'zod'
import type { LeadDetail } from '../../../../src/contract/lead.ts'
import type { VisitForm } from '../../../../src/contract/lead-visit.ts'
import type { LedgerView, VisitPlace } from '../../../../src/contract/ledger.ts'
import { isPassing, wordsOf } from '../../../utils/api'
import type { About } from '../../../utils/cadre-kept'
import { newId } from '../../../utils/new-id'
import { look, tell } from '../../../utils/page'
import { cadreSession } from '../../../utils/session'
import type { KeptFile } from '../../../utils/unsent'
import { offlineWords, readKept } from '../lib/copies'
import { draftOf, keepDraft } from '../lib/drafts'
import { type Field, filled, missing, valuesOf, withValues } from '../lib/form'
import { handInForm, toSend } from '../lib/hand-in-form'
import { withWaiting } from '../lib/lead-acts'
import { waitingAbout } from '../lib/outbox'
import { placeNow } from '../lib/places'
import { askedFields, factsOf, visitFields } from '../lib/visit-form'
import { today } from '../lib/when'

type Place = z.input<typeof VisitPlace>
interface Ready {
  householdId: string
  title: string
  fields: Field[]
  asked: Field[]
  known: string[]
  income: string
  mayWrite: boolean
  since: string | null
}

Page({
  data: {
    ...look(),
    title: '',
    fields: [] as Field[],
    asked: [] as Field[],
    known: [] as string[],
    income: '',
    mayWrite: true,
    showKnown: false,
    photos: [] as KeptFile[],
    place: null as Place | null,
    placing: false,
    since: '',
    trouble: '',
    busy: false,
    ready: false,
  },
  about: { kind: 'lead', id: '' } as About,
  lead: null as LeadDetail | null,
  householdId: '',

  onLoad({ lead, household }: { lead?: string; household?: string }) {
    this.about = lead ? { kind: 'lead', id: lead } : { kind: 'household', id: household ?? '' }
    void this.prepare()
  },
  onShow() {
    this.setData(look())
  },
  form() {
    return `${this.about.kind} ${this.about.id} visit`
  },
  async prepare() {
    try {
      const { kind, id } = this.about
      const { since, householdId, ...shown } = kind === 'lead' ? await this.ofLead(id) : await ofHousehold(id)
      this.householdId = householdId
      const { values, photos } = draftOf(this.form())
      const place = values.place ? (JSON.parse(values.place) as Place) : null
      const filledIn = { fields: withValues(shown.fields, values), asked: withValues(shown.asked, values) }
      this.setData({ ...shown, ...filledIn, photos, place, since: offlineWords(since), ready: true, trouble: '' })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  async ofLead(id: string): Promise<Ready> {
    const { answer: lead } = await readKept<LeadDetail>(`/api/leads/${id}`)
    this.lead = lead
    const title = `${lead.number} · ${lead.householdName}`
    try {
      const { answer, since } = await readKept<VisitForm>(`/api/leads/${id}/visit-form`)
      return { title, since, householdId: answer.householdId, mayWrite: answer.mayWrite, ...checklistOf(answer) }
    } catch (error) {
      if (!isPassing(error)) throw error
      // What is asked was not read before the line went; what he sees can be written down all the same.
      const fields = visitFields(today(new Date()))
      const nothing = { asked: [], known: [], income: '', mayWrite: true }
      return { title, since: new Date().toISOString(), householdId: lead.householdId, fields, ...nothing }
    }
  },

  change({ detail: { key, value } }: { detail: { key: string; value: string } }) {
    const put = (all: Field[]) => all.map((each) => (each.key === key ? filled(each, value) : each))
    this.setData({ fields: put(this.data.fields), asked: put(this.data.asked) })
    this.keep()
  },
  changePhotos({ detail: { photos } }: { detail: { photos: KeptFile[] } }) {
    this.setData({ photos })
    this.keep()
  },
  toggleKnown() {
    this.setData({ showKnown: !this.data.showKnown })
  },
  async stamp() {
    this.setData({ placing: true })
    try {
      this.setData({ place: await placeNow() })
      this.keep()
    } catch {
      tell('没有取到位置。到空旷的地方，或在设置里允许用位置。')
    } finally {
      this.setData({ placing: false })
    }
  },
  unstamp() {
    this.setData({ place: null })
    this.keep()
  },
  values() {
    const { fields, asked, place } = this.data
    return { ...valuesOf([...fields, ...asked]), ...(place && { place: JSON.stringify(place) }) }
  },
  keep() {
    keepDraft(this.form(), { values: this.values(), photos: this.data.photos })
  },

  async send() {
    const { fields, asked, busy, photos } = this.data
    const lacking = missing([...fields, ...asked])
    if (lacking) return this.setData({ trouble: lacking })
    if (busy) return
    this.setData({ busy: true, trouble: '' })
    const refused = await handInForm(this.made(), this.form(), { values: this.values(), photos })
    if (refused === null) return
    this.setData({ busy: false })
    await this.prepare()
    this.setData({ trouble: refused })
  },
  made() {
    const { fields, asked, photos, place, title, mayWrite } = this.data
    const { day = '', words = '' } = valuesOf(fields)
    const id = newId()
    const home = { day, photos: [], place, facts: factsOf(asked) }
    const common = {
      id,
      about: this.about,
      name: 'visit',
      title: `走访 · ${title}`,
      words,
      photos: toSend(photos),
      photosPath: mayWrite ? `/api/households/${this.householdId}/photos` : null,
    }
    const me = cadreSession()?.me
    if (!this.lead || !me)
      return { ...common, path: `/api/households/${this.householdId}/visits`, body: { id, words, ...home } }
    const { version } = withWaiting(this.lead, waitingAbout(this.about), me)
    const body = { action: 'visit', id, version, text: words, ...(mayWrite && { home }) }
    return { ...common, path: `/api/leads/${this.about.id}/actions`, body }
  },
})

async function ofHousehold(id: string): Promise<Ready> {
  const { answer, since } = await readKept<LedgerView>(`/api/households/${id}`)
  const title = answer.household.headName
  return { title, since, householdId: id, mayWrite: true, ...checklistOf(answer) }
}

function checklistOf({ day, checklist }: Pick<VisitForm, 'day' | 'checklist'>) {
  return {
    fields: visitFields(day),
    asked: askedFields(checklist),
    known: checklist.known.map(({ label, words }) => `${label}：${words}`),
    income: checklist.incomeMissing?.question ?? '',
  }
}
