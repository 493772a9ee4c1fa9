import type { Draft } from '../../../utils/cadre-kept'
import { forgetFile } from '../../../utils/files'
import { cadreSession } from '../../../utils/session'
import { store } from '../../../utils/store'

const EMPTY: Draft = { values: {}, photos: [] }

/** What was begun in that form: a call comes in between, or the phone goes off, and it is still there. */
export function draftOf(form: string): Draft {
  return own()[form] ?? EMPTY
}

export function keepDraft(form: string, draft: Draft): void {
  const account = cadreSession()?.me.id
  if (account) store.set('cadre.drafts', { account, forms: { ...own(), [form]: draft } })
}

/** It was handed in: its photos belong to what was handed in. */
export function endDraft(form: string): void {
  const { [form]: _, ...others } = own()
  const account = cadreSession()?.me.id
  if (account) store.set('cadre.drafts', { account, forms: others })
}

function own(): Record<string, Draft> {
  const kept = store.get('cadre.drafts')
  return kept && kept.account === cadreSession()?.me.id ? kept.forms : {}
}

export function forgetDrafts(): void {
  for (const { photos } of Object.values(store.get('cadre.drafts')?.forms ?? {})) photos.forEach(forgetFile)
  store.remove('cadre.drafts')
}
