import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { openPhone, screenOf } from './phone.ts'
import { keep, kept, options, PICTURE, report, say, VILLAGE } from './resident.ts'

const { demo } = inject('browserAndDemo')
let browser: TestBrowser

/** As the plugin is used: it records by the phone's own recorder, and what it says it makes a file of. */
const PLUGIN = `globalThis.requirePlugin = () => ({
  getRecordRecognitionManager() {
    const manager = {
      start(options) {
        const recorder = wx.getRecorderManager()
        recorder.onStart(() => { manager.onStart(); manager.onRecognize({ result: '我妈住院' }) })
        recorder.onStop((recording) => manager.onStop({ ...recording, result: '我妈住院自己掏了三万多' }))
        recorder.start(options)
      },
      stop: () => wx.getRecorderManager().stop(),
    }
    return manager
  },
  textToSpeech({ content, success }) {
    globalThis.spoken = [...(globalThis.spoken ?? []), content]
    success({ filename: '' })
  },
})`

/** The first page of all waits until the mini-program is built, which takes a busy machine a while. */
vi.setConfig({ testTimeout: 120_000 })
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('somebody who scanned his village’s code is never asked for it, reads all back and gets his receipt', async () => {
  const { page, screen, complaints, screenshot } = await openPhone(browser, demo, `?scene=${VILLAGE}`)
  const asked = await report(screen, '王示山')
  expect(asked.filter((words) => words.includes('哪个村？'))).toEqual([])
  expect(asked.at(-2)).toContain('这样报，对吗？')
  const receipt = screen.getByRole('group', { name: '回执' })
  expect(await receipt.innerText()).toMatch(/A\d{4}[\s\S]*住房不安全[\s\S]*谁来办[\s\S]*最晚联系/)
  await screenshot('mini-chat-receipt')
  await receipt.getByRole('link', { name: '看办到哪一步' }).tap()
  await screenOf(page).getByRole('heading', { name: '我的申报' }).waitFor()
  expect(complaints).toEqual([])
})

test('what is typed is never lost, and what was said without a line goes out once', async () => {
  const { page, screen } = await openPhone(browser, demo)
  await options(screen).first().waitFor()
  await page.context().setOffline(true)
  await screen.getByText('没有网络').waitFor()
  await say(screen, '我爱人住院花了八万')
  await screen.getByText('待发送').waitFor()
  await screen.getByRole('textbox', { name: '说点什么' }).fill('还没写完的话')
  await page.close()

  const again = await page.context().newPage()
  await page.context().setOffline(false)
  await again.goto(`${demo}/phone/`)
  const here = screenOf(again)
  await here.locator('.theirs').getByText('看病花钱多').waitFor()
  expect(await here.locator('.mine').getByText('我爱人住院花了八万').count()).toBe(1)
  expect(await here.getByText('待发送').count()).toBe(0)
  expect(await here.getByRole('textbox', { name: '说点什么' }).inputValue()).toBe('还没写完的话')
  // What was said lately is on the phone, so it stands there before any network answers.
  expect(JSON.stringify(await kept(again, 'chat.turns'))).toContain('八万')
})

test('pictures, a place, and words for a neighbour', async () => {
  const { page, screen, complaints } = await openPhone(browser, demo, '', {
    permissions: ['geolocation'],
    geolocation: { latitude: 24.35, longitude: 114.13 },
  })
  await options(screen).first().waitFor()
  const choosing = page.waitForEvent('filechooser')
  await screen.getByRole('button', { name: '发照片' }).tap()
  await (await choosing).setFiles([PICTURE])
  await screen.getByRole('button', { name: '照片，点开看大图' }).waitFor()

  await screen.getByRole('button', { name: '发位置' }).tap()
  await page.getByRole('dialog').getByRole('button', { name: '我现在的地方' }).tap()
  await screen.getByText('我的位置：手机所在的地方').waitFor()

  await screen.getByRole('button', { name: '发位置' }).tap()
  await page.getByRole('dialog').getByRole('button', { name: '在地图上找' }).tap()
  await page.getByRole('textbox', { name: '地方的名字' }).fill('老祠堂旁边')
  await page.getByRole('button', { name: '确定' }).tap()
  await screen.getByText('我的位置：老祠堂旁边').waitFor()
  const turns = async () => JSON.stringify(await kept(page, 'chat.turns'))
  // The map's coordinates are shifted; the server's are not.
  await expect.poll(turns).toMatch(/"latitude":24\.352\d+/)
  expect(await turns()).toContain('"latitude":24.35,')

  await screen.getByRole('button', { name: '替别人说' }).tap()
  await screen.locator('.mine').getByText('帮别人家报').waitFor()
  await screen
    .getByText(/那一家|别人|帮谁|他们/)
    .last()
    .waitFor()
  expect(complaints).toEqual([])
})

test('a button is held to speak, or tapped; what is too short or slid away is not sent', async () => {
  const { page, screen, complaints } = await openPhone(browser, demo)
  await options(screen).first().waitFor()
  await screen.getByRole('button', { name: '说话', exact: true }).tap()
  const hold = screen.getByRole('button', { name: /按住说话/ })
  const box = (await hold.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const touch = await page.context().newCDPSession(page)
  const finger = (type: 'touchStart' | 'touchMove' | 'touchEnd', at: number | null) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: at === null ? [] : [{ x, y: at }] })

  await finger('touchStart', y)
  await screen.getByText('松开就发送').waitFor()
  await page.waitForTimeout(1_000)
  await finger('touchMove', y - 120)
  await screen.getByText('松开就不发').waitFor()
  await finger('touchEnd', null)
  await page.getByText('没有发').waitFor()

  await finger('touchStart', y)
  await page.waitForTimeout(1_200)
  await finger('touchEnd', null)
  await screen.getByRole('button', { name: '听录音' }).waitFor()
  await screen.getByText('干部能听到').waitFor()
  expect(await screen.locator('.mine').count()).toBe(1)

  await hold.tap()
  await page.waitForTimeout(1_200)
  await screen.getByRole('button', { name: '说完了' }).tap()
  await screen.getByRole('button', { name: '听录音' }).nth(1).waitFor()
  await hold.tap()
  await screen.getByRole('button', { name: '说完了' }).tap()
  await page.getByText('说得太短了').waitFor()
  expect(await screen.locator('.mine').count()).toBe(2)
  expect(complaints).toEqual([])
})

test('where WeChat’s own plugin makes words out of speech, they go along, and answers are read aloud', async () => {
  const { page, screen, complaints } = await openPhone(browser, demo)
  await page.addInitScript(PLUGIN)
  await page.reload()
  await options(screen).first().waitFor()
  await screen.getByRole('button', { name: /按住说话/ }).tap()
  await screen.getByText('我妈住院', { exact: true }).waitFor()
  await page.waitForTimeout(1_000)
  await screen.getByRole('button', { name: '说完了' }).tap()
  await screen.locator('.mine').getByText('我妈住院自己掏了三万多').waitFor()
  // It was understood: what comes is about the hospital's bill.
  await screen.locator('.theirs').getByText('看病花钱多').waitFor()
  await screen.getByRole('button', { name: '念给我听' }).first().tap()
  expect(await page.evaluate('globalThis.spoken')).toEqual(['我听到的是：“我妈住院自己掏了三万多”。'])
  expect(complaints).toEqual([])
})

test('older words come a few at a time', async () => {
  const { page, screen, complaints } = await openPhone(browser, demo)
  await options(screen).first().waitFor()
  const token = await kept(page, 'resident.token')
  for (let at = 1; at <= 30; at++) {
    const body = { id: `earlier-${at}`, message: { kind: 'text', text: `以前的话${at}。` } }
    const said = { data: body, headers: { authorization: `Bearer ${token}` } }
    // Faster than anybody types, so now and then he is asked to wait; the same id is the same message.
    await expect.poll(async () => (await page.request.post(`${demo}/api/chat/messages`, said)).status()).toBe(200)
  }
  await screen.locator('.mine').getByText('以前的话30。').waitFor()
  expect(await screen.locator('.mine').getByText('以前的话10。').count()).toBe(0)
  // As after a long time: the phone has the newest alone.
  const turns = (await kept(page, 'chat.turns')) as unknown[]
  await keep(page, 'chat.turns', turns.slice(-3))
  await page.reload()
  await screen.locator('.mine').getByText('以前的话30。').waitFor()
  expect(await screen.locator('.mine').count()).toBe(3)
  await screen.getByRole('button', { name: '看以前说的话' }).tap()
  await screen.locator('.mine').getByText('以前的话8。').waitFor()
  expect(await screen.locator('.mine').count()).toBe(23)
  await screen.getByRole('button', { name: '看以前说的话' }).tap()
  await screen.locator('.mine').getByText('以前的话1。').waitFor()
  expect(await screen.getByRole('button', { name: '看以前说的话' }).count()).toBe(0)
  expect(complaints).toEqual([])
})
