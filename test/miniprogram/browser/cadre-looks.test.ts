import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { flaws } from '../../browser/looks.ts'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { barriers } from './accessibility.ts'
import { CadrePhone } from './cadre-phone.ts'
import { residentTells } from './resident-tells.ts'

const { demo } = inject('browserAndDemo')
/** Where no other test of pages does anything. */
const VILLAGE = '龙仙镇李洞村'
const DARK: BrowserContextOptions = { colorScheme: 'dark' }
let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
  await residentTells(demo, '我爸住院花了八万多，家里没钱了', { name: '何例七', village: VILLAGE })
}, 120_000)
afterAll(() => browser?.close())

describe('every page of a cadre, as it looks', { timeout: 120_000 }, () => {
  it.each([
    ['16', 16, {}],
    ['20', 20, {}],
    ['24', 24, {}],
    ['16-dark', 16, DARK],
  ])('at %s pixels', async (size, font, look) => {
    const phone = await CadrePhone.open(browser, demo, { look, font })
    const shown = async (what: string) => {
      await phone.screenshot(`${what}-${size}`)
      expect(await phone.page.evaluate<string[]>(SMALL), what).toEqual([])
      // A field's whole line can be pressed; what is drawn in it is lower.
      const others = (await flaws(phone.page)).filter((each) => !/: <(input|textarea)/.test(each))
      expect(others, what).toEqual([])
      if (font === 16) expect(await barriers(phone.page), what).toEqual([])
    }
    await phone.screen.getByRole('list', { name: '虚构的干部' }).getByRole('button').first().waitFor()
    await shown('login')
    for (const way of ['用账号和密码登录', '第一次用？用邀请码建账号']) {
      await phone.presses(way)
      await shown(way)
    }
    await phone.page.reload()
    await phone.logsInAs(VILLAGE)
    const lead = phone.screen.getByRole('list', { name: '线索列表' }).getByRole('link').first()
    await lead.waitFor()
    await shown('queue')
    await lead.tap()
    await phone.screen.getByText('何例七').first().waitFor()
    await shown('lead')
    const id = await phone.page.evaluate<string>('getCurrentPages().at(-1).options.id')
    for (const [name, wait] of [
      ['visit/visit?lead=', '交走访'],
      ['act/act?name=note&lead=', '记一笔'],
      ['act/act?name=verify&lead=', '核实'],
      ['act/act?name=close&lead=', '办结'],
      ['act/act?name=transfer&lead=', '转交'],
    ] as const) {
      await phone.page.evaluate(`wx.navigateTo({ url: '/packages/cadre/${name}${id}' })`)
      await phone.screen.getByRole('button', { name: wait, exact: true }).waitFor()
      await shown(wait)
      await phone.back()
    }
    await phone.back()
    await phone.goes('任务')
    await phone.screen.getByRole('list', { name: '本月任务列表' }).waitFor()
    await shown('duties')
    await phone.goes('农户')
    await phone.picks('辖区里的户')
    const household = phone.screen.getByRole('list', { name: '农户列表' }).getByRole('link').first()
    await household.waitFor()
    await shown('households')
    await household.tap()
    await phone.screen.getByRole('button', { name: '记走访', exact: true }).waitFor()
    await shown('household')
    await phone.back()
    await phone.goes('公示')
    await phone.screen.getByText('现在没有要贴的').waitFor()
    await shown('notices')
    await phone.goes('更多')
    await shown('more')
    await phone.screen.getByRole('link', { name: '待上传' }).tap()
    await phone.screen.getByText('都上传了').waitFor()
    await shown('waiting')
    expect(phone.complaints).toEqual([])
    await phone.page.context().close()
  })

  it('a township sees which villages are late', async () => {
    const phone = await CadrePhone.open(browser, demo)
    await phone.logsInAs('乡镇干部 · 龙仙镇')
    await phone.goes('更多')
    await phone.screen.getByRole('link', { name: '各村超期' }).tap()
    await phone.screen.getByText(/^线索超期 \d+ 件，任务超期 \d+ 件。$/).waitFor()
    await phone.screenshot('overdue')
    expect(await barriers(phone.page)).toEqual([])
    expect(phone.complaints).toEqual([])
    await phone.page.context().close()
  })
})

/** What a thumb can't hit, and what is wider than the phone. */
const SMALL = `(() => {
  const screen = document.querySelector('.mp-screen:not([hidden])')
  const scroller = screen.querySelector('.mp-scroll')
  const small = scroller.scrollWidth > scroller.clientWidth ? ['wider than the phone'] : []
  for (const each of screen.querySelectorAll('main [role=button], main [role=link], main [role=radio], main input, main textarea')) {
    const { width, height } = (each.matches('input, textarea') ? each.parentElement.parentElement : each).getBoundingClientRect()
    if (width > 0 && (width < 43.5 || height < 43.5)) small.push(each.outerHTML.slice(0, 120))
  }
  return small
})()`
