import { afterEach, beforeEach, expect, it } from 'vitest'
import { readAttachment } from '../../../src/app/read-attachment.ts'
import { workOffLeft } from '../../../src/app/take-in.ts'
import { onServer } from '../../support/database.ts'
import { type WeComWorld, weComWorld } from '../../support/wechat/wecom-world.ts'
import { answered, COUNTY } from '../../support/world.ts'

const PNG = Buffer.from('\x89PNG\r\n\x1a\n of a roof', 'latin1')
const AMR = Buffer.from('#!AMR\n of a voice', 'latin1')
const MINUTE = 60_000

onServer('pictures and recordings on WeCom', (use) => {
  let it_: WeComWorld
  beforeEach(async () => {
    it_ = await weComWorld(use())
    await use().database.pool.query('delete from attachment')
  })
  afterEach(() => it_.stop())
  const sendsPicture = async (userId: string, bytes = PNG, id?: string) => {
    it_.platform.join(userId)
    await it_.platform.sendsPicture(userId, bytes, id)
    await it_.weCom.idle()
    return it_.heard(userId)
  }
  const sendsVoice = async (userId: string, bytes = AMR) => {
    it_.platform.join(userId)
    await it_.platform.sendsVoice(userId, bytes)
    await it_.weCom.idle()
    return it_.heard(userId)
  }
  const kept = async () =>
    (
      await use().database.pool.query(
        'select mime, resident_id, cadre_id, lead_id from attachment order by mime desc, id',
      )
    ).rows
  /** A lead that the cadre holds and has told his visit of. */
  const visited = async (name?: string) => {
    await it_.bind('cadre', it_.world.village)
    const lead = await it_.aLead(name)
    await it_.says('cadre', `已入户 ${lead.number} 屋顶漏了三处`)
    return lead
  }

  it('keeps what a resident sends in his conversation, and asks for words where he spoke', async () => {
    const { villager, world } = it_
    await it_.says(villager, '我家房子漏雨')
    expect(await sendsPicture(villager)).toContain('照片')
    expect(await sendsVoice(villager)).toMatch(/录音|语音/)
    expect((await kept()).map(({ mime }) => mime).toSorted()).toEqual(['audio/amr', 'image/png'])
    expect(await world.resident(villager).chat()).toEqual([])
    expect(it_.errors).toEqual([])
  })

  it('says kindly what it can not keep, and tries again what may come later', async () => {
    const { villager, platform, deps } = it_
    const before = (await kept()).length
    expect(await sendsPicture(villager, Buffer.from('MZ a program'))).toContain('收不了')
    expect(await sendsPicture(villager, Buffer.alloc(4 * 1024 * 1024 + 1, PNG))).toContain('太大')
    platform.next(40007)
    expect(await sendsPicture(villager)).toContain('没有收到')
    const heard = platform.texts(villager).length
    platform.next(45009)
    await sendsPicture(villager)
    expect(platform.texts(villager)).toHaveLength(heard)
    expect(it_.errors.splice(0).map(String).join()).toContain('errcode 45009')
    it_.world.later(MINUTE)
    await workOffLeft(deps, COUNTY, 'wecom', (error) => it_.errors.push(error))
    expect(platform.texts(villager)).toHaveLength(heard + 1)
    // A token that was refused is renewed here too.
    platform.revoke()
    expect(await sendsPicture(villager)).not.toContain('没有收到')
    expect(await kept()).toHaveLength(before + 2)
    expect(it_.errors).toEqual([])
  })

  it('takes a cadre’s picture for the visit that he has just told of, once, and shows it with the lead', async () => {
    const lead = await visited()
    const { deps, world } = it_
    expect(await sendsPicture('cadre', PNG, '7000000000000000777')).toBe(`照片记到${lead.number}的走访里了。`)
    await sendsPicture('cadre', PNG, '7000000000000000777')
    expect(await sendsVoice('cadre')).toContain(`录音记到${lead.number}的走访里了`)
    const { events, status } = await world.village.open(lead.id)
    expect(status).toBe('visited')
    expect(events.slice(-2)).toMatchObject([{ text: '走访照片' }, { text: '走访录音' }])
    const [picture = ''] = events.at(-2)?.attachments ?? []
    expect(await kept()).toMatchObject([
      { lead_id: lead.id, resident_id: null },
      { lead_id: lead.id, mime: 'audio/amr' },
    ])
    expect(answered(await readAttachment(deps, world.township.actor, picture)).mime).toBe('image/png')
    expect(await readAttachment(deps, world.otherVillage.actor, picture)).toEqual({ refused: 'not_found' })
  })

  it('asks of which lead a picture is, where no visit was told of, and keeps it for nobody else until he says so', async () => {
    const lead = await visited()
    const { deps, world } = it_
    world.later(31 * MINUTE)
    expect(await sendsPicture('cadre')).toBe(`这张照片记到${lead.number}的走访里吗？是的话，请回复“照片”。`)
    const [waiting] = (await use().database.pool.query('select id from attachment where cadre_id is not null')).rows
    expect(await readAttachment(deps, world.township.actor, waiting.id)).toEqual({ refused: 'not_found' })
    await it_.says('cadre', '照片')
    expect(it_.heard('cadre')).toBe(`照片记到${lead.number}的走访里了。`)
    expect((await world.village.open(lead.id)).events.at(-1)).toMatchObject({ attachments: [waiting.id] })
    await it_.says('cadre', `照片 ${lead.number}`)
    expect(it_.heard('cadre')).toContain('没有等着记的照片')
  })

  it('puts no picture of the home before into the lead of this one', async () => {
    const first = await visited()
    const second = await it_.aLead('李示风')
    it_.world.later(31 * MINUTE)
    await sendsPicture('cadre')
    await sendsVoice('cadre')
    it_.world.later(31 * MINUTE)
    await sendsPicture('cadre')
    await it_.says('cadre', `照片 ${second.number}`)
    const leads = async () => (await kept()).map(({ lead_id }) => lead_id)
    expect((await leads()).toSorted()).toEqual([second.id, null, null])
    await it_.says('cadre', `照片 ${first.number}`)
    await it_.says('cadre', `录音 ${first.number}`)
    expect((await leads()).toSorted()).toEqual([second.id, first.id, first.id].toSorted())
  })

  it('names the leads that he may mean, and takes what waits for the one that he names', async () => {
    const first = await visited()
    const second = await it_.aLead('李示风')
    it_.world.later(31 * MINUTE)
    const asked = await sendsPicture('cadre')
    for (const { number } of [first, second]) expect(asked).toContain(number)
    await sendsPicture('cadre')
    await it_.says('cadre', `照片 ${second.number}`)
    expect(it_.heard('cadre')).toBe(`2张照片记到${second.number}的走访里了。`)
    expect((await kept()).map(({ lead_id }) => lead_id)).toEqual([second.id, second.id])
    // Whoever else is bound has none of them.
    await it_.bind('deputy', it_.world.deputy)
    await it_.says('deputy', `照片 ${second.number}`)
    expect(it_.heard('deputy')).toContain('没有等着记的照片')
  })
})
