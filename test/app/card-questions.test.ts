import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { readPacksAndCards } from '../../src/adapters/policies/read-cards.ts'
import { answerCardQuestion, draftCard, listCardQuestions } from '../../src/app/card-questions.ts'
import { cardShelves } from '../../src/app/card-shelves.ts'
import { deliverOutbox } from '../../src/app/deliver-outbox.ts'
import type { Block } from '../../src/contract/block.ts'
import { findCard } from '../../src/core/card/find-card.ts'
import { onServer } from '../support/database.ts'
import { answered, COUNTY, makeWorld, VILLAGE, wordsOf } from '../support/world.ts'

let people = 0
const cardIn = (replies: Block[]) => replies.find((block) => block.kind === 'card')

onServer('questions and information cards', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld(use())
    return () => world.stop()
  })
  const someone = (village: string | null = VILLAGE) => world.resident(`asks-${++people}`, village)
  const open = async (cadre = world.village) => (await listCardQuestions(world.deps, cadre.actor, 'open')).questions

  it('a card answers, and nobody is troubled', async () => {
    const wang = someone()
    const card = cardIn(await wang.says('公益岗怎么报名'))
    expect(card).toMatchObject({ card: 'wengyuan-2023-public-post' })
    expect(card?.kind === 'card' && card.source).toMatch(/翁乡振字〔2023〕10号 第10条/)
    expect(await open()).toEqual([])
  })

  it('what no card answers comes to those of the place, and the answer back to him, once', async () => {
    const wang = someone()
    const replies = await wang.says('高考加分怎么算，身份证000000197005200012')
    expect(wordsOf(replies)).toMatch(/没有写到[\s\S]*转给了演示甲（村干部）/)
    expect(wordsOf(await wang.says('高考加分怎么算，身份证000000197005200012'))).toMatch(/还在等干部回答/)
    const [asked, more] = await open()
    expect(more).toBeUndefined()
    expect(asked).toMatchObject({
      question: '高考加分怎么算，身份证0000**********0012',
      place: '演示镇联群村',
      state: 'open',
      answer: null,
    })
    const id = asked?.id ?? ''
    expect(await open(world.otherVillage)).toEqual([])
    expect(await open(world.department)).toEqual([])
    expect((await open(world.county)).map((each) => each.id)).toEqual([id])
    const text = '请到镇上的教育组问，电话13800000009。'
    expect(await answerCardQuestion(world.deps, world.otherVillage.actor, id, { text })).toEqual({
      refused: 'not_found',
    })
    expect(await draftCard(world.deps, world.village.actor, id)).toMatchObject({ refused: 'not_possible_now' })

    answered(await answerCardQuestion(world.deps, world.village.actor, id, { text }))
    expect(await answerCardQuestion(world.deps, world.township.actor, id, { text: '再答' })).toMatchObject({
      refused: 'not_possible_now',
      why: '演示甲已经回答过了。',
    })
    await world.deliver()
    await deliverOutbox(world.deps, COUNTY)
    const news = (await wang.chat()).filter(({ inbound }) => inbound === null).flatMap((turn) => turn.replies)
    expect(news).toEqual([
      { kind: 'text', text: '您问过“高考加分怎么算，身份证…”，干部回答了。' },
      { kind: 'text', text, from: '演示甲（村干部）' },
    ])
    expect(await open()).toEqual([])
    const done = await listCardQuestions(world.deps, world.village.actor, 'answered')
    expect(done).toMatchObject({ questions: [{ id, answer: { text, by: '演示甲' } }], more: false })
  })

  it('in the middle of a report nothing of it is lost', async () => {
    const wang = someone()
    await wang.saysAll('我家房子漏雨半年了', '同意')
    expect(wordsOf(await wang.says('退伍军人的补助怎么领'))).toMatch(/转给了演示甲[\s\S]*谁家|转给了演示甲[\s\S]*户主/)
    const replies = await wang.reports('房子漏雨', '李示问')
    expect(replies.some((block) => block.kind === 'receipt')).toBe(true)
  })

  it('one resident cannot fill the list', async () => {
    const wang = someone()
    const before = (await open()).length
    for (const of of '高考 中考 驾照 会计 教师 护士 律师 医师 导游 公证 翻译 审计 统计'.split(' '))
      await wang.says(`${of}证书要怎么考呢`)
    expect((await open()).length - before).toBe(10)
  })

  it('an answer becomes a card in one step, and is found once the technician has finished it', async () => {
    const wang = someone()
    const question = '殡葬改革后骨灰堂收不收费用'
    await wang.says(question)
    const asked = (await open()).find((each) => each.question === question)
    const text = '本村骨灰堂不收费。"放"几年都行。要先到村委会登记。'
    answered(await answerCardQuestion(world.deps, world.village.actor, asked?.id ?? '', { text }))
    const draft = answered(await draftCard(world.deps, world.village.actor, asked?.id ?? ''))
    expect(draft.pack).toBe('wengyuan-2023')
    expect(parse(draft.yaml)).toMatchObject({
      says: ['本村骨灰堂不收费。', '"放"几年都行。', '要先到村委会登记。'],
      phrasings: [question],
    })

    const folder = await mkdtemp(join(tmpdir(), 'mingbai-draft-'))
    await cp('policies/default', join(folder, 'default'), { recursive: true })
    await mkdir(join(folder, 'here/cards'), { recursive: true })
    const pack = {
      id: 'here',
      region: COUNTY,
      paper: { title: '本县办法' },
      inForce: { from: '2026-01-01', until: null },
    }
    await writeFile(join(folder, 'here/pack.yaml'), stringify(pack))
    const file = join(folder, 'here', draft.file)
    await writeFile(file, draft.yaml)
    await expect(readPacksAndCards(folder)).rejects.toThrow(/phrasings/)
    const more = [
      '骨灰堂要钱吗',
      '骨灰堂怎么登记',
      '骨灰放几年',
      '骨灰堂找谁',
      '骨灰盒放哪里',
      '火化后放哪',
      '骨灰堂贵不贵',
    ]
    const list = more.map((each) => `  - ${each}`).join('\n')
    await writeFile(file, draft.yaml.replace('citations:', `${list}\ncitations:`).replace('请写第几条', '第一条'))
    const all = await readPacksAndCards(folder)
    await rm(folder, { recursive: true })
    expect(findCard(cardShelves(() => all)(COUNTY, '2026-11-23').index, question)).toMatchObject({
      kind: 'answered',
      best: parse(draft.yaml).id,
    })
  })

  it('says whether it may be for him only once a cadre has found true what he reported', async () => {
    await world.reload((file) => Object.assign(file.households[0] ?? {}, { phone: '13800000022' }))
    const wang = someone()
    await wang.reports('我老公下岗没工作了', '王示范', '联群村', '13800000022')
    const suits = async (who: typeof wang) => {
      const card = cardIn(await who.says('公益岗怎么报名'))
      return card?.kind === 'card' ? (card.rows.find(({ label }) => label === '您家')?.value ?? null) : null
    }
    expect(await suits(wang)).toBeNull()
    const queue = async () => (await world.deputy.queue()).find(({ riskType }) => riskType === 'job_loss')
    const act = async (action: Parameters<typeof world.deputy.does>[1]) => {
      const lead = await queue()
      if (!lead) throw new Error('no lead')
      answered(await world.deputy.does(lead, action))
    }
    await act({ action: 'claim' })
    await act({ action: 'visit', text: '去看了' })
    await act({ action: 'verify', finding: 'true', findings: '属实' })
    expect(await suits(wang)).toMatch(/您家合不合，现在还看不出来，请问村干部。还不知道/)
    // Whoever only says that he is the same person learns nothing.
    const stranger = someone()
    await stranger.reports('我家房子漏雨', '王示范')
    expect(await suits(stranger)).toBeNull()
  })
})
