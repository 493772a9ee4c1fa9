import { beforeAll, expect, it } from 'vitest'
import { acceptInvitation, type CadreActor, inviteCadre, logout, whoIs } from '../../src/app/accounts.ts'
import type { Deps } from '../../src/app/deps.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import { askScanLogin, decideScanLogin, lookAtScanLogin, pollScanLogin } from '../../src/app/scan-login.ts'
import { sweep } from '../../src/app/sweep.ts'
import { onServer } from '../support/database.ts'
import { answered, COUNTY, makeWorld } from '../support/world.ts'

const EDGE = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0'
const DAY_MS = 86_400_000

onServer('scanning to log in', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  /** The session on the phone of the village's cadre, and of her deputy. */
  let phone: string
  let other: string
  beforeAll(async () => {
    world = await makeWorld(use())
    phone = await onPhone(world.village.actor, 'yanshijia')
    other = await onPhone(world.deputy.actor, 'yanshiyi')
    return world.stop
  })

  async function onPhone({ cadreId }: CadreActor, account: string): Promise<string> {
    const { code } = answered(
      await use().store.transaction({ kind: 'system', county: COUNTY }, (tx) =>
        inviteCadre(tx, world.deps, 'technician', cadreId),
      ),
    )
    return answered(await acceptInvitation(world.deps, COUNTY, { code, account, password: 'a-long-password' })).token
  }

  const asks = async (deps: Deps = world.deps) =>
    answered(await askScanLogin(deps, COUNTY, { userAgent: EDGE, address: '10.0.0.8' }))
  const polls = (asked: { ticket: string; secret: string }, deps = world.deps) =>
    pollScanLogin(deps, asked.ticket, asked.secret)
  const confirms = (ticket: string, deps = world.deps) =>
    decideScanLogin(deps, world.village.actor, phone, ticket, 'confirm')

  it('lets the browser in as whoever confirmed, once', async () => {
    const asked = await asks()
    expect(asked.ticket).toMatch(/^440229\./)
    expect(await polls(asked)).toEqual({ state: 'waiting' })
    expect(answered(await lookAtScanLogin(world.deps, world.village.actor, asked.ticket))).toMatchObject({
      where: 'Windows 电脑上的 Edge 浏览器',
      address: '10.0.0.8',
    })
    expect(await polls(asked)).toEqual({ state: 'seen' })
    expect(await confirms(asked.ticket)).toEqual({ decision: 'confirm' })
    const state = answered(await polls(asked))
    if (state.state !== 'logged_in') throw new Error(state.state)
    expect(state.session.me.id).toBe(world.village.actor.cadreId)
    expect(await whoIs(world.deps, state.session.token)).toMatchObject({ cadreId: world.village.actor.cadreId })
    expect(await polls(asked)).toEqual({ refused: 'scan_taken' })
    expect(await confirms(asked.ticket)).toEqual({ refused: 'scan_taken' })
  })

  it('nobody gets in by the code alone, nor with another secret', async () => {
    const asked = await asks()
    await confirms(asked.ticket)
    const foreign = await asks()
    expect(await polls({ ticket: asked.ticket, secret: foreign.secret })).toEqual({ refused: 'scan_over' })
    expect(await polls({ ticket: asked.ticket, secret: asked.ticket })).toEqual({ refused: 'scan_over' })
    expect(answered(await polls(asked)).state).toBe('logged_in')
    expect(JSON.stringify(await stored())).not.toContain(asked.secret)
  })

  it('is over after two minutes, confirmed or not', async () => {
    const [late, confirmed] = [await asks(), await asks()]
    await confirms(confirmed.ticket)
    world.later(120_000)
    expect(await lookAtScanLogin(world.deps, world.village.actor, late.ticket)).toEqual({ refused: 'scan_over' })
    expect(await confirms(late.ticket)).toEqual({ refused: 'scan_over' })
    for (const asked of [late, confirmed]) expect(await polls(asked)).toEqual({ refused: 'scan_over' })
  })

  it('a no on the phone ends it', async () => {
    const asked = await asks()
    await decideScanLogin(world.deps, world.village.actor, phone, asked.ticket, 'refuse')
    expect(await polls(asked)).toEqual({ refused: 'scan_refused' })
    expect(await confirms(asked.ticket)).toEqual({ refused: 'scan_refused' })
  })

  it('a cadre of another county, and a phone that was logged out, decide nothing', async () => {
    const asked = await asks()
    const elsewhere: CadreActor = { ...world.village.actor, county: '441324' }
    expect(await lookAtScanLogin(world.deps, elsewhere, asked.ticket)).toEqual({ refused: 'not_found' })
    expect(await decideScanLogin(world.deps, elsewhere, phone, asked.ticket, 'confirm')).toEqual({
      refused: 'not_found',
    })
    const gone = await onPhone(world.otherVillage.actor, 'yanshibing')
    await logout(world.deps, gone)
    const out = await decideScanLogin(world.deps, world.otherVillage.actor, gone, asked.ticket, 'confirm')
    expect(out).toEqual({ refused: 'not_signed_in' })
    // Nor in the name of somebody whose session it is not.
    const borrowed = await decideScanLogin(world.deps, world.village.actor, other, asked.ticket, 'confirm')
    expect(borrowed).toEqual({ refused: 'not_signed_in' })
    expect(await polls(asked)).toEqual({ state: 'waiting' })
  })

  it('of two who confirm at once one is in; of many polls at once one gets the session', async () => {
    const elsewhere = world.elsewhere((await use().another()).store)
    const asked = await asks()
    const both = await Promise.all([
      confirms(asked.ticket),
      decideScanLogin(elsewhere, world.deputy.actor, other, asked.ticket, 'confirm'),
    ])
    expect(both.filter(isRefusal)).toEqual([{ refused: 'scan_taken' }])
    const states = await Promise.all([0, 1, 2, 3, 4, 5].map((at) => polls(asked, at % 2 ? elsewhere : world.deps)))
    const inside = states.filter((state) => !isRefusal(state) && state.state === 'logged_in')
    expect(inside).toHaveLength(1)
    expect(states.filter(isRefusal)).toEqual(Array(5).fill({ refused: 'scan_taken' }))
    const winner = isRefusal(both[0]) ? world.deputy : world.village
    expect(inside[0]).toMatchObject({ session: { me: { id: winner.actor.cadreId } } })
  })

  it('yes and no at once leave one of them', async () => {
    const elsewhere = world.elsewhere((await use().another()).store)
    for (let round = 0; round < 4; round++) {
      const asked = await asks()
      const answers = await Promise.all([
        confirms(asked.ticket),
        decideScanLogin(elsewhere, world.village.actor, phone, asked.ticket, 'refuse'),
      ])
      expect(answers.filter(isRefusal)).toHaveLength(1)
      const state = await polls(asked)
      if (isRefusal(answers[0])) expect(state).toEqual({ refused: 'scan_refused' })
      else expect(state).toMatchObject({ state: 'logged_in' })
    }
  })

  it('the session ends no later than the one on the phone, is audited, and the code is swept', async () => {
    world.later(6 * DAY_MS)
    const asked = await asks()
    await confirms(asked.ticket)
    const state = answered(await polls(asked))
    if (state.state !== 'logged_in') throw new Error(state.state)
    const left = Date.parse(state.session.expiresAt) - world.deps.clock.now().getTime()
    expect(left).toBeLessThanOrEqual(DAY_MS)
    const { rows } = await use().database.pool.query(
      `select act, count(*)::int as times from audit where act like '%scan%' group by act order by act`,
    )
    expect(rows.map(({ act }) => act)).toEqual(['logged_in_by_scan', 'scan_login_confirmed', 'scan_login_refused'])
    expect((await stored()).length).toBeGreaterThan(5)
    world.later(40 * DAY_MS)
    await sweep(world.deps, COUNTY)
    expect(await stored()).toEqual([])
  })

  const stored = async () => (await use().database.pool.query('select * from scan_login')).rows
})
