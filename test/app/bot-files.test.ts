import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeContactCode } from '../../src/app/bind-contact.ts'
import { answerBot, takeFromBot } from '../../src/app/hear-bot.ts'
import { hearCadre } from '../../src/app/hear-cadre.ts'
import { keepBotFile } from '../../src/app/keep-bot-file.ts'
import { readAttachment } from '../../src/app/read-attachment.ts'
import type { BotMessage } from '../../src/contract/bot.ts'
import { onServer } from '../support/database.ts'
import { answered, COUNTY, makeWorld, VILLAGE } from '../support/world.ts'

const CHANNEL = 'wechaty'
const MINUTE = 60_000
const PNG = Buffer.from('\x89PNG\r\n\x1a\n of a roof', 'latin1')
const AMR = Buffer.from('#!AMR\n of a voice', 'latin1')
const system = { kind: 'system', county: COUNTY } as const

onServer('pictures and recordings that the bot brings', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let count = 0
  const told: string[] = []
  const run = crypto.randomUUID().slice(0, 8)
  const heard = () => told.at(-1) ?? ''

  const handsOver = async (from: string, id: string, bytes: Uint8Array) => {
    const door = { county: COUNTY, channel: CHANNEL, userId: from, village: null } as const
    return answered(await keepBotFile(world.deps, door, bytes, id)).attachment
  }
  const brings = async (message: BotMessage) => {
    const arrived = await takeFromBot(world.deps, COUNTY, message)
    if (arrived) await answerBot(world.deps, arrived)
  }
  const messageOf = (from: string, id: string, content: BotMessage['content']): BotMessage => ({
    id,
    from,
    room: null,
    mentioned: false,
    quoted: null,
    content,
  })
  /** As the bot does: the file goes first, then the message that names it. */
  const sends = async (from: string, kind: 'picture' | 'voice' = 'picture', bytes: Uint8Array = PNG) => {
    const id = `${run}-${++count}`
    const attachment = await handsOver(from, id, bytes)
    await brings(messageOf(from, id, { kind, attachment }))
    return { id, attachment }
  }
  const says = async (userId: string, text: string) => {
    const messageId = `${run}-${++count}`
    await hearCadre(world.deps, {
      county: COUNTY,
      channel: CHANNEL,
      userId,
      groupId: null,
      messageId,
      text,
      quoted: null,
    })
  }
  const bound = async () => {
    await says('cadre', `绑定 ${(await makeContactCode(world.deps, world.village.actor)).code}`)
  }
  const aLead = async () => {
    await world.resident(`r-${++count}-${run}`, VILLAGE).reports('我家房子漏雨', '王示雨', '联群村', '13800000008')
    const [lead] = await world.village.queue()
    if (!lead) throw new Error('no lead')
    return lead
  }
  const conversation = () => world.deps.store.transaction(system, (tx) => tx.conversations.find(CHANNEL, 'cadre'))

  beforeEach(async () => {
    world = await makeWorld(use())
    told.length = 0
    world.deps.groups.wechaty = {
      post: async () => ({ kind: 'sent', spent: 0 }),
      tell: async (_county, _userId, words) => {
        told.push(words)
        return { kind: 'sent', spent: 0 }
      },
    }
    const { pool } = use().database
    await pool.query(`update lead set status = 'withdrawn'`)
    for (const table of ['cadre_contact', 'channel_use', 'attachment']) await pool.query(`delete from ${table}`)
  })
  afterEach(() => world.stop())

  it('are of the visit that a bound cadre has just told of, once, and enter no conversation', async () => {
    await bound()
    const lead = await aLead()
    await says('cadre', `已入户 ${lead.number} 屋顶漏了三处`)
    const { id, attachment } = await sends('cadre')
    expect(heard()).toBe(`照片记到${lead.number}的走访里了。`)
    // The bot was killed before it could forget either.
    expect(await handsOver('cadre', id, PNG)).toBe(attachment)
    await brings(messageOf('cadre', id, { kind: 'picture', attachment }))
    await sends('cadre', 'voice', AMR)
    expect(heard()).toContain(`录音记到${lead.number}的走访里了`)
    const { events } = await world.village.open(lead.id)
    expect(events.slice(-2)).toMatchObject([{ text: '走访照片', attachments: [attachment] }, { text: '走访录音' }])
    expect(answered(await readAttachment(world.deps, world.township.actor, attachment)).mime).toBe('image/png')
    expect(await readAttachment(world.deps, world.otherVillage.actor, attachment)).toEqual({ refused: 'not_found' })
    expect(await conversation()).toBeNull()
  })

  it('wait for his word half an hour after the visit, seen by nobody else', async () => {
    await bound()
    const lead = await aLead()
    await says('cadre', `已入户 ${lead.number} 屋顶漏了三处`)
    world.later(31 * MINUTE)
    const { attachment } = await sends('cadre')
    expect(heard()).toBe(`这张照片记到${lead.number}的走访里吗？是的话，请回复“照片”。`)
    expect(await readAttachment(world.deps, world.township.actor, attachment)).toEqual({ refused: 'not_found' })
    await says('cadre', `照片 ${lead.number}`)
    expect((await world.village.open(lead.id)).events.at(-1)).toMatchObject({ attachments: [attachment] })
    expect(await conversation()).toBeNull()
  })

  it('are asked for again where they came before he was bound, and refused where they are no picture', async () => {
    const id = `${run}-${++count}`
    const attachment = await handsOver('cadre', id, PNG)
    await bound()
    await brings(messageOf('cadre', id, { kind: 'picture', attachment }))
    expect(heard()).toContain('没有收到')
    await sends('cadre', 'picture', AMR)
    expect(heard()).toContain('打不开')
  })

  it('stay in the conversation of whoever is no cadre', async () => {
    await sends('villager')
    const head = await world.deps.store.transaction(system, (tx) => tx.conversations.find(CHANNEL, 'villager'))
    expect(head).not.toBeNull()
    expect(told).toEqual([])
  })
})
