import type { Draft, WaitingPhoto } from '../../../utils/cadre-kept'
import { newId } from '../../../utils/new-id'
import { tell } from '../../../utils/page'
import type { KeptFile } from '../../../utils/unsent'
import { keepDraft } from './drafts'
import { handIn } from './outbox'

/** Hands in what a form holds, and leaves its page. @returns why it was refused: then the page stays, and what was written in it. */
export async function handInForm(
  act: Parameters<typeof handIn>[0],
  form: string,
  draft: Draft,
  taken = '已交',
): Promise<string | null> {
  const settled = await handIn(act, form)
  if (settled.kind === 'refused') {
    keepDraft(form, draft)
    return settled.words
  }
  await wx.navigateBack({})
  tell(settled.kind === 'taken' ? taken : '没有网络，已存好，有网自动上传')
  return null
}

export function toSend(photos: KeptFile[]): WaitingPhoto[] {
  return photos.map((file) => ({ id: newId(), file, sent: null }))
}
