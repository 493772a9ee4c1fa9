import { beforeAll, expect, it } from 'vitest'
import { acceptInvitation, invite, inviteCadre, login, logout, whoIs } from '../../src/app/accounts.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import { onBoth } from '../support/database.ts'
import { answered, COUNTY, makeWorld } from '../support/world.ts'

const PASSWORD = 'a long invented password'

onBoth('accounts', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  beforeAll(async () => {
    world = await makeWorld(use())
    return world.stop
  })
  const code = async (cadre: { cadreId: string }) =>
    answered(
      await world.deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) =>
        inviteCadre(tx, world.deps, 'test', cadre.cadreId),
      ),
    ).code
  const accept = (code: string, account: string) =>
    acceptInvitation(world.deps, COUNTY, { code, account, password: PASSWORD })
  const enter = (account: string, password = PASSWORD) => login(world.deps, COUNTY, { account, password })

  it('an invitation makes one account, once', async () => {
    const invitation = await code(world.village.actor)
    const session = answered(await accept(invitation, 'village-1'))
    expect(answered(await whoIs(world.deps, session.token))).toMatchObject({ name: '演示甲', role: 'village_cadre' })
    expect(await accept(invitation, 'village-2')).toEqual({ refused: 'bad_invitation' })
  })

  it('a name that is taken does not use the invitation up', async () => {
    const invitation = await code(world.deputy.actor)
    expect(await accept(invitation, 'village-1')).toEqual({ refused: 'account_taken' })
    expect(isRefusal(await accept(invitation, 'deputy-1'))).toBe(false)
  })

  it('a second invitation is the way back in for who forgot his password, under the same name', async () => {
    expect(isRefusal(await accept(await code(world.village.actor), 'village-1'))).toBe(false)
  })

  it('an invitation that is a week old is refused', async () => {
    const invitation = await code(world.township.actor)
    world.later(8 * 24 * 3_600_000)
    expect(await accept(invitation, 'township-1')).toEqual({ refused: 'bad_invitation' })
  })

  it('only the administrator invites', async () => {
    expect(await invite(world.deps, world.county.actor, world.village.actor.cadreId)).toMatchObject({
      refused: 'not_allowed',
    })
  })

  it('after logging out the token is worth nothing', async () => {
    const { token } = answered(await enter('village-1'))
    await logout(world.deps, token)
    expect(await whoIs(world.deps, token)).toEqual({ refused: 'not_signed_in' })
  })

  it.each(['', 'x', '440229.short', '440229.../../..', '999999.0123456789012345678901234567'])(
    'a made-up token is worth nothing: %s',
    async (token) => {
      expect(await whoIs(world.deps, token)).toEqual({ refused: 'not_signed_in' })
    },
  )

  it('ten guesses side by side are no more than five tries, and the wait ends', async () => {
    const guesses = await Promise.all(Array.from({ length: 10 }, () => enter('deputy-1', 'wrong password')))
    expect(guesses.filter((each) => isRefusal(each) && each.refused === 'wrong_password')).toHaveLength(5)
    expect(await enter('deputy-1')).toMatchObject({ refused: 'locked_out' })
    world.later(16 * 60_000)
    expect(isRefusal(await enter('deputy-1'))).toBe(false)
  })

  it('an unknown account is answered like a wrong password', async () => {
    expect(await enter('nobody-here')).toEqual({ refused: 'wrong_password' })
  })
})
