import type { z } from 'zod'
import type { AnswerCardQuestion } from '../../../../src/contract/card-question.ts'
import { wordsOf } from '../../../utils/api'
import { look, tell } from '../../../utils/page'
import { askAsCadre } from '../../../utils/session'
import { questionLines, readAsking } from '../lib/asking'
import { offlineWords } from '../lib/copies'
import { draftOf, endDraft, keepDraft } from '../lib/drafts'

type Line = ReturnType<typeof questionLines>[number]

Page({
  data: { ...look(), question: null as Line | null, text: '', since: '', trouble: '', busy: false },
  id: '',
  onLoad({ id = '' }: { id?: string }) {
    this.id = id
    this.setData({ text: draftOf(`answer ${id}`).values.text ?? '' })
    void this.readQuestion()
  },
  onShow() {
    this.setData(look())
  },
  async readQuestion() {
    try {
      const { questions, since } = await readAsking()
      const question = questionLines(questions, new Date()).find(({ id }) => id === this.id) ?? null
      this.setData({ question, since: offlineWords(since), trouble: question ? '' : '这个问题已经有人答了。' })
    } catch (error) {
      this.setData({ trouble: wordsOf(error) })
    }
  },
  write({ detail }: { detail: { value: string } }) {
    this.setData({ text: detail.value })
    keepDraft(`answer ${this.id}`, { values: { text: detail.value }, photos: [] })
  },
  async send() {
    const body: z.infer<typeof AnswerCardQuestion> = { text: this.data.text.trim() }
    if (!body.text || this.data.busy) return
    this.setData({ busy: true, trouble: '' })
    try {
      await askAsCadre(`/api/card-questions/${this.id}/answer`, { method: 'POST', body })
      endDraft(`answer ${this.id}`)
      await wx.navigateBack({})
      tell('已发给他')
    } catch (error) {
      this.setData({ trouble: wordsOf(error), busy: false })
    }
  },
})
