import { expect, it } from 'vitest'
import { onBoth } from '../../support/database.ts'
import { endOf, saidOf } from '../../support/same-conversation.ts'
import { officialWorld } from '../../support/wechat/official-world.ts'

onBoth('the same conversation', (use) => {
  it('ends in the same state on the web and on the official account', async () => {
    const open = await officialWorld(use())
    const web = open.world.resident(`web-${use().engine}`)
    for (const text of saidOf('赵示同')) await web.says(text)
    const follower = open.villager()
    for (const text of saidOf('钱示同')) expect((await follower.says(text)).tries).toBe(1)
    const onWeb = await endOf(open.deps, 'web', web.door.userId, '赵示同')
    expect(await endOf(open.deps, 'official_account', follower.openId, '钱示同')).toEqual(onWeb)
    expect(JSON.stringify(onWeb)).toContain('NUMBER')
    expect(open.errors).toEqual([])
    await open.stop()
  })
})
