/** Each call of `wx` that the browser stands in for, and that every other one throws. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { serveFixture } from './fixture-server.ts'
import { openPhone, type TestPhone } from './phone.ts'

let browser: TestBrowser
let server: Awaited<ReturnType<typeof serveFixture>>
let phone: TestPhone
let page: Page

beforeAll(async () => {
  server = await serveFixture()
  browser = await launchBrowser()
  phone = await openPhone(browser, server.url, '', {
    permissions: ['geolocation', 'clipboard-read', 'clipboard-write'],
    geolocation: { latitude: 24.35, longitude: 114.13, accuracy: 20 },
  })
  page = phone.page
  page.setDefaultTimeout(10_000)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** What `wx.name(options)` answers, asked by its callbacks. */
const ask = (name: string, options = '{}') =>
  page.evaluate(`new Promise((success, fail) => wx.${name}({ ...${options}, success, fail })).catch((error) => error)`)
const run = (body: string) => page.evaluate(`(async () => { ${body} })()`)
const choice = (name: string) => page.getByRole('button', { name, exact: true }).tap()

/** Which calls each case is about; together they are all that there are. */
const COVERED = new Set<string>()
function about(names: string[], does: () => Promise<void>) {
  for (const name of names) COVERED.add(name)
  it(names.join(', '), does)
}

describe('network', () => {
  about(['request'], async () => {
    const post = `{ url: '${server.url}/echo', method: 'POST', data: { a: '中' }, header: { 'x-asked': 'yes' } }`
    expect(await ask('request', post)).toMatchObject({
      errMsg: 'request:ok',
      statusCode: 200,
      data: { body: { a: '中' }, type: 'application/json', asked: 'yes' },
    })
    expect(await ask('request', `{ url: '${server.url}/echo', data: { a: 1 } }`)).toMatchObject({ data: { a: '1' } })
    expect(await ask('request', `{ url: '${server.url}/words' }`)).toMatchObject({ data: 'no JSON' })
    const bytes = `{ url: '${server.url}/echo', method: 'POST', header: { 'content-type': 'image/jpeg' }, data: new TextEncoder().encode('jpeg').buffer }`
    expect(await ask('request', bytes)).toMatchObject({ data: { body: 'jpeg', type: 'image/jpeg' } })
    expect(await ask('request', `{ url: '${server.url}/never', timeout: 50 }`)).toMatchObject({
      errMsg: 'request:fail timeout',
    })
    expect(
      await run(`return new Promise((fail) => wx.request({ url: '${server.url}/never', fail }).abort())`),
    ).toMatchObject({ errMsg: 'request:fail abort' })
  })
  about(['connectSocket'], async () => {
    expect(
      await run(`
        const task = wx.connectSocket({ url: '${server.url.replace('http', 'ws')}/socket' })
        const early = await task.send({ data: 'x' }).catch(({ errMsg }) => errMsg)
        await new Promise((then) => task.onOpen(then))
        const heard = new Promise((then) => task.onMessage(then))
        await task.send({ data: '听到' })
        const { data } = await heard
        const closed = new Promise((then) => task.onClose(then))
        task.close({ code: 1000 })
        return [early, data, (await closed).code]`),
    ).toEqual(['sendSocketMessage:fail SocketTask.readyState is not OPEN', '听到', 1000])
  })
  about(['getNetworkType', 'onNetworkStatusChange', 'offNetworkStatusChange'], async () => {
    expect(await ask('getNetworkType')).toMatchObject({ networkType: '4g' })
    await run('globalThis.heard = []; globalThis.ear = (each) => heard.push(each); wx.onNetworkStatusChange(ear)')
    await page.context().setOffline(true)
    await expect.poll(() => page.evaluate('heard')).toEqual([{ isConnected: false, networkType: 'none' }])
    expect(await ask('request', `{ url: '${server.url}/echo' }`)).toMatchObject({
      errMsg: 'request:fail net::ERR_FAILED',
    })
    await run('wx.offNetworkStatusChange(ear)')
    await page.context().setOffline(false)
    expect(await page.evaluate('heard.length')).toBe(1)
    phone.complaints.length = 0
  })
})

describe('storage', () => {
  about(
    ['setStorageSync', 'getStorageSync', 'removeStorageSync', 'getStorageInfoSync', 'clearStorageSync'],
    async () => {
      expect(
        await run(`
        wx.setStorageSync('a', { b: ['中'] })
        const kept = [wx.getStorageSync('a'), wx.getStorageSync('none'), wx.getStorageInfoSync().keys]
        wx.removeStorageSync('a')
        const gone = wx.getStorageSync('a')
        wx.setStorageSync('c', 1)
        wx.clearStorageSync()
        return [...kept, gone, wx.getStorageInfoSync().keys]`),
      ).toEqual([{ b: ['中'] }, '', ['a'], '', []])
    },
  )
  about(['setStorage', 'getStorage', 'removeStorage', 'getStorageInfo', 'clearStorage'], async () => {
    await ask('setStorage', `{ key: 'a', data: 5 }`)
    expect(await ask('getStorage', `{ key: 'a' }`)).toMatchObject({ data: 5 })
    expect(await ask('getStorageInfo')).toMatchObject({ keys: ['a'] })
    await ask('removeStorage', `{ key: 'a' }`)
    expect(await ask('getStorage', `{ key: 'a' }`)).toMatchObject({ errMsg: 'getStorage:fail data not found' })
    await ask('setStorage', `{ key: 'a', data: 5 }`)
    expect(await ask('clearStorage')).toMatchObject({ errMsg: 'clearStorage:ok' })
    expect(await ask('getStorageInfo')).toMatchObject({ keys: [] })
  })
  it('is another phone’s own', async () => {
    await run(`wx.setStorageSync('a', 1)`)
    const other = await page.context().newPage()
    await other.goto(`${server.url}/phone/?as=neighbour`)
    expect(await other.evaluate(`wx.getStorageSync('a')`)).toBe('')
    const codes = await Promise.all([page, other].map((each) => each.evaluate('wx.login().then(({ code }) => code)')))
    expect(new Set(codes).size).toBe(2)
    await other.close()
  })
})

describe('what is said over the page', () => {
  about(['showToast', 'hideToast', 'showLoading', 'hideLoading'], async () => {
    for (const [show, hide] of [
      ['showToast', 'hideToast'],
      ['showLoading', 'hideLoading'],
    ]) {
      await ask(`${show}`, `{ title: '正在打开', duration: 60000 }`)
      await page.getByText('正在打开').waitFor()
      await ask(`${hide}`)
      await page.getByText('正在打开').waitFor({ state: 'detached' })
    }
    await ask('showToast', `{ title: '一会儿', duration: 50 }`)
    await page.getByText('一会儿').waitFor({ state: 'detached' })
  })
  about(['showModal'], async () => {
    const asked = ask('showModal', `{ title: '撤回吗', content: '撤回以后不再处理', confirmText: '撤回' }`)
    await page.getByRole('alertdialog', { name: '撤回吗' }).getByText('撤回以后不再处理').waitFor()
    await choice('撤回')
    expect(await asked).toMatchObject({ confirm: true, cancel: false })
    const refused = ask('showModal', `{ content: '真的吗', editable: true }`)
    await page.getByRole('textbox').last().fill('写了字')
    await choice('取消')
    expect(await refused).toMatchObject({ confirm: false, cancel: true, content: '写了字' })
  })
  about(['showActionSheet'], async () => {
    const asked = ask('showActionSheet', `{ itemList: ['拍照', '从相册选'] }`)
    await choice('从相册选')
    expect(await asked).toMatchObject({ tapIndex: 1 })
    const refused = ask('showActionSheet', `{ itemList: ['拍照'] }`)
    await choice('取消')
    expect(await refused).toMatchObject({ errMsg: 'showActionSheet:fail cancel' })
  })
})

describe('the phone', () => {
  about(['login', 'getExtConfigSync'], async () => {
    expect(await ask('login')).toMatchObject({ code: expect.stringMatching(/^phone-[0-9a-f-]{36}$/) })
    expect(await ask('login')).toEqual(await ask('login'))
    expect(await run('return wx.getExtConfigSync()')).toEqual({ server: server.url })
  })
  about(
    [
      'getWindowInfo',
      'getAppBaseInfo',
      'getDeviceInfo',
      'getSystemInfoSync',
      'getSystemInfo',
      'getAccountInfoSync',
      'canIUse',
    ],
    async () => {
      expect(await run('return wx.getWindowInfo()')).toMatchObject({ windowWidth: 375, pixelRatio: 2 })
      expect(await run('return wx.getAppBaseInfo()')).toMatchObject({ fontSizeSetting: 16, theme: 'light' })
      expect(await run('return wx.getDeviceInfo()')).toMatchObject({ platform: 'devtools' })
      expect(await run('return wx.getSystemInfoSync()')).toMatchObject({ windowWidth: 375, fontSizeSetting: 16 })
      expect(await ask('getSystemInfo')).toMatchObject({ windowWidth: 375, language: 'zh_CN' })
      expect(await run('return wx.getAccountInfoSync().miniProgram.envVersion')).toBe('develop')
      expect(await run(`return [wx.canIUse('request'), wx.canIUse('request.object'), wx.canIUse('cloud')]`)).toEqual([
        true,
        true,
        false,
      ])
    },
  )
  about(['onThemeChange'], async () => {
    await run('wx.onThemeChange(({ theme }) => { globalThis.theme = theme })')
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(() => page.evaluate('globalThis.theme')).toBe('dark')
    await page.emulateMedia({ colorScheme: 'light' })
  })
  about(
    ['nextTick', 'vibrateShort', 'vibrateLong', 'setKeepScreenOn', 'hideKeyboard', 'getUpdateManager'],
    async () => {
      expect(await run('return new Promise((then) => wx.nextTick(() => then(1)))')).toBe(1)
      for (const name of ['vibrateShort', 'vibrateLong', 'setKeepScreenOn'])
        expect(await ask(name)).toMatchObject({ errMsg: `${name}:ok` })
      await phone.screen.getByRole('textbox', { name: '单行' }).focus()
      await ask('hideKeyboard')
      expect(await page.evaluate('document.activeElement.tagName')).toBe('BODY')
      expect(await run('return Object.keys(wx.getUpdateManager()).sort()')).toContain('onUpdateReady')
    },
  )
  about(['setClipboardData', 'getClipboardData'], async () => {
    await ask('setClipboardData', `{ data: 'A1024' }`)
    await page.getByText('内容已复制').waitFor()
    expect(await ask('getClipboardData')).toMatchObject({ data: 'A1024' })
  })
  about(['makePhoneCall', 'scanCode', 'requestSubscribeMessage'], async () => {
    const called = ask('makePhoneCall', `{ phoneNumber: '12345' }`)
    await page.getByText('12345').waitFor()
    await choice('呼叫')
    expect(await called).toMatchObject({ errMsg: 'makePhoneCall:ok' })
    const scanned = ask('scanCode')
    await page.getByRole('textbox', { name: '二维码的内容' }).fill('mingbai:1')
    await choice('确定')
    expect(await scanned).toMatchObject({ result: 'mingbai:1' })
    const asked = ask('requestSubscribeMessage', `{ tmplIds: ['news'] }`)
    await choice('允许')
    expect(await asked).toMatchObject({ news: 'accept' })
  })
  about(['onAppShow', 'offAppShow', 'onAppHide', 'offAppHide'], async () => {
    await run(`
      globalThis.times = []
      globalThis.shown = () => times.push('shown')
      globalThis.hid = () => times.push('hid')
      wx.onAppShow(shown); wx.onAppHide(hid)
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => globalThis.away })
      for (const away of [true, false]) { globalThis.away = away; document.dispatchEvent(new Event('visibilitychange')) }
      wx.offAppShow(shown); wx.offAppHide(hid)
      document.dispatchEvent(new Event('visibilitychange'))`)
    expect(await page.evaluate('times')).toEqual(['hid', 'shown'])
  })
})

describe('places', () => {
  about(['getLocation', 'chooseLocation', 'openLocation'], async () => {
    expect(await ask('getLocation')).toMatchObject({ latitude: 24.35, longitude: 114.13, accuracy: 20 })
    const chosen = ask('chooseLocation')
    await page.getByRole('textbox', { name: '地方的名字' }).fill('村口大榕树')
    await choice('确定')
    expect(await chosen).toMatchObject({ name: '村口大榕树', latitude: 24.35 })
    const shown = ask('openLocation', `{ name: '老王家', latitude: 24.3, longitude: 114.1 }`)
    await page.getByText('24.3, 114.1').waitFor()
    await choice('关闭')
    await shown
    await page.context().clearPermissions()
    expect(await ask('getLocation')).toMatchObject({ errMsg: 'getLocation:fail auth deny' })
  })
})

describe('pictures and files', () => {
  about(
    [
      'chooseMedia',
      'getImageInfo',
      'compressImage',
      'getFileSystemManager',
      'uploadFile',
      'previewImage',
      'saveImageToPhotosAlbum',
      'showShareImageMenu',
      'downloadFile',
    ],
    async () => {
      const choosing = page.waitForEvent('filechooser')
      const chosen = ask('chooseMedia', '{ count: 1 }')
      await (await choosing).setFiles({
        name: 'roof.png',
        mimeType: 'image/png',
        buffer: PNG.sync.write(picture(64, 32)),
      })
      const { tempFiles } = (await chosen) as { tempFiles: { tempFilePath: string; size: number }[] }
      const path = `'${tempFiles[0]?.tempFilePath}'`
      expect(await ask('getImageInfo', `{ src: ${path} }`)).toMatchObject({ width: 64, height: 32, type: 'png' })
      const small = (await ask('compressImage', `{ src: ${path}, quality: 50, compressedWidth: 16 }`)) as {
        tempFilePath: string
      }
      expect(await ask('getImageInfo', `{ src: '${small.tempFilePath}' }`)).toMatchObject({
        width: 16,
        height: 8,
        type: 'jpeg',
      })

      const files = (name: string, options: string) => ask(`getFileSystemManager().${name}`, options)
      const { savedFilePath } = (await files('saveFile', `{ tempFilePath: ${path} }`)) as { savedFilePath: string }
      expect(await files('access', `{ path: ${path} }`)).toMatchObject({
        errMsg: expect.stringMatching(/^access:fail no such file/),
      })
      await page.reload()
      expect(await files('getFileInfo', `{ filePath: '${savedFilePath}' }`)).toMatchObject({ size: tempFiles[0]?.size })
      const digest = expect.stringMatching(/^[0-9a-f]{64}$/)
      expect(await files('getFileInfo', `{ filePath: '${savedFilePath}', digestAlgorithm: 'sha256' }`)).toMatchObject({
        digest,
      })
      expect(
        await run(`
          const { data } = await wx.getFileSystemManager().readFile({ filePath: '${savedFilePath}' })
          return [...new Uint8Array(data).slice(1, 4)]`),
      ).toEqual([...Buffer.from('PNG')])
      const sent = `{ url: '${server.url}/echo', filePath: '${savedFilePath}', name: 'file', formData: { of: 'roof' } }`
      const { statusCode, data } = (await ask('uploadFile', sent)) as { statusCode: number; data: string }
      expect([statusCode, data]).toEqual([200, expect.stringMatching(/name=\\"of\\"[\s\S]*image\/png/)])
      for (const [name, options] of [
        ['previewImage', `{ urls: ['${savedFilePath}'] }`],
        ['showShareImageMenu', `{ path: '${savedFilePath}' }`],
      ] as const) {
        const shown = ask(name, options)
        await page.locator('.mp-preview').waitFor()
        await choice('关闭')
        expect(await shown).toMatchObject({ errMsg: `${name}:ok` })
      }
      await ask('saveImageToPhotosAlbum', `{ filePath: '${savedFilePath}' }`)
      await page.getByText('已存到相册').waitFor()
      const got = (await ask('downloadFile', `{ url: '${server.url}/phone/files/icons/dot.svg' }`)) as {
        tempFilePath: string
      }
      expect(await files('readFile', `{ filePath: '${got.tempFilePath}', encoding: 'utf8' }`)).toMatchObject({
        data: await readFile('test/miniprogram/fixture/icons/dot.svg', 'utf8'),
      })
      await files('removeSavedFile', `{ filePath: '${savedFilePath}' }`)
      expect(await files('access', `{ path: '${savedFilePath}' }`)).toMatchObject({
        errMsg: expect.stringMatching(/^access:fail/),
      })
    },
  )
  about(['env', 'shareFileMessage'], async () => {
    const filePath = `'${await run('return wx.env.USER_DATA_PATH')}/words.txt'`
    const missing = { errMsg: expect.stringMatching(/^shareFileMessage:fail no such file/) }
    expect(await ask('shareFileMessage', `{ filePath: ${filePath} }`)).toMatchObject(missing)
    const written = `{ filePath: ${filePath}, data: '一行字', encoding: 'utf8' }`
    expect(await ask('getFileSystemManager().writeFile', written)).toMatchObject({ errMsg: 'writeFile:ok' })
    for (const [button, outcome] of [
      ['取消', 'shareFileMessage:fail cancel'],
      ['发送', 'shareFileMessage:ok'],
    ] as const) {
      const shared = ask('shareFileMessage', `{ filePath: ${filePath}, fileName: '我的资料.txt' }`)
      await page.getByText('我的资料.txt').waitFor()
      await choice(button)
      expect(await shared).toMatchObject({ errMsg: outcome })
    }
  })
  about(['getRecorderManager', 'createInnerAudioContext'], async () => {
    expect(
      await run(`
        const recorder = wx.getRecorderManager()
        const stopped = new Promise((then) => recorder.onStop(then))
        recorder.start({ format: 'mp3' })
        await new Promise((then) => setTimeout(then, 300))
        recorder.stop()
        const { tempFilePath, duration } = await stopped
        const { data } = await wx.getFileSystemManager().readFile({ filePath: tempFilePath })
        const head = [...new Uint8Array(data).slice(0, 2)]
        const audio = wx.createInnerAudioContext()
        const ended = new Promise((then, no) => { audio.onEnded(() => then('ended')); audio.onError(no) })
        audio.src = tempFilePath
        audio.play()
        return [head, duration >= 300, await ended]`),
    ).toEqual([[0xff, 0xfb], true, 'ended'])
  })
})

describe('the page', () => {
  about(['createSelectorQuery'], async () => {
    expect(
      await run(`
        const query = wx.createSelectorQuery()
        query.select('#row3').boundingClientRect()
        query.selectAll('.none').boundingClientRect()
        query.selectViewport().scrollOffset()
        return new Promise((then) => query.exec(then))`),
    ).toEqual([expect.objectContaining({ id: 'row3', width: 375 }), [], expect.objectContaining({ scrollTop: 0 })])
  })
  about(['showShareMenu', 'hideShareMenu', 'updateShareMenu', 'setNavigationBarTitle'], async () => {
    for (const name of ['showShareMenu', 'hideShareMenu', 'updateShareMenu'])
      expect(await ask(name)).toMatchObject({ errMsg: `${name}:ok` })
    await ask('setNavigationBarTitle', `{ title: '新名字' }`)
    await page.getByRole('heading', { name: '新名字' }).waitFor()
    expect(await page.title()).toBe('新名字')
  })
  /** See parts.test.ts. */
  const WAYS = [
    'navigateTo',
    'redirectTo',
    'reLaunch',
    'switchTab',
    'navigateBack',
    'pageScrollTo',
    'startPullDownRefresh',
    'stopPullDownRefresh',
  ]

  it('leaves no simulated call untried, and throws on every other', async () => {
    const names = (await page.evaluate('Object.keys(wx)')) as string[]
    expect(names.filter((name) => !COVERED.has(name)).sort()).toEqual([...WAYS].sort())
    const other = await page.evaluate(`try { wx.cloud } catch ({ message }) { message }`)
    expect(other).toBe('wx.cloud is not simulated')
    expect(phone.complaints).toEqual([])
  })
})

function picture(width: number, height: number): PNG {
  const png = new PNG({ width, height })
  png.data.fill(200)
  return png
}
