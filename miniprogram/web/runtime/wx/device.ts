import { launch } from '../launch.ts'
import { made, openDialog, showPassing } from '../sheet.ts'
import { Failed, settle } from './settle.ts'
import type { Simulated } from './simulated.ts'
import { deviceId } from './storage.ts'

const dark = matchMedia('(prefers-color-scheme: dark)')

function windowInfo() {
  const { innerWidth: width, innerHeight: height } = window
  const safeArea = { left: 0, top: 0, right: width, bottom: height, width, height }
  return {
    pixelRatio: devicePixelRatio,
    windowWidth: width,
    windowHeight: height,
    screenWidth: width,
    screenHeight: height,
    screenTop: 0,
    statusBarHeight: 0,
    safeArea,
  }
}
function appInfo() {
  return {
    SDKVersion: '3.8.0',
    version: '8.0.0',
    language: 'zh_CN',
    enableDebug: false,
    host: { env: 'browser' },
    theme: dark.matches ? 'dark' : 'light',
    fontSizeSetting: launch.fontSize,
    fontSizeScaleFactor: launch.fontSize / 16,
  }
}
function deviceInfo() {
  return { brand: 'browser', model: 'browser', system: 'browser', platform: 'devtools' }
}

export const device: Simulated = {
  login: (options) => settle('login', options, () => ({ code: `phone-${deviceId()}` })),
  getExtConfigSync: () => ({ server: location.origin }),
  getWindowInfo: windowInfo,
  getAppBaseInfo: appInfo,
  getDeviceInfo: deviceInfo,
  getSystemInfoSync: () => ({ ...deviceInfo(), ...appInfo(), ...windowInfo() }),
  getSystemInfo: (options) =>
    settle('getSystemInfo', options, () => ({ ...deviceInfo(), ...appInfo(), ...windowInfo() })),
  getAccountInfoSync: () => ({ miniProgram: { appId: 'browser', envVersion: 'develop', version: '' } }),
  onThemeChange: (listener) =>
    dark.addEventListener('change', () =>
      (listener as (result: object) => void)({ theme: dark.matches ? 'dark' : 'light' }),
    ),
  nextTick: (then) => queueMicrotask(then as () => void),
  vibrateShort: (options) => settle('vibrateShort', options, () => void navigator.vibrate?.(15)),
  vibrateLong: (options) => settle('vibrateLong', options, () => void navigator.vibrate?.(400)),
  setKeepScreenOn: (options) => settle('setKeepScreenOn', options, () => {}),
  hideKeyboard: (options) =>
    settle('hideKeyboard', options, () => (document.activeElement as HTMLElement | null)?.blur()),
  setClipboardData: (options) =>
    settle('setClipboardData', options, async () => {
      await navigator.clipboard?.writeText(options.data).catch(() => {})
      showPassing('内容已复制', 1_500)
    }),
  getClipboardData: (options) =>
    settle('getClipboardData', options, async () => ({ data: await navigator.clipboard.readText() })),
  makePhoneCall: (options) =>
    settle('makePhoneCall', options, async () => {
      if (!(await openDialog({ title: '', text: options.phoneNumber, confirm: '呼叫', cancel: '取消' })))
        throw new Failed('cancel')
    }),
  /** There is no camera here: what the code holds is written. */
  scanCode: (options) =>
    settle('scanCode', options, async () => {
      const field = made('input', '')
      field.setAttribute('aria-label', '二维码的内容')
      if (
        !(await openDialog({
          title: '扫一扫',
          text: '这里没有摄像头，请填二维码的内容',
          field,
          confirm: '确定',
          cancel: '取消',
        }))
      )
        throw new Failed('cancel')
      return { result: field.value, scanType: 'QR_CODE', charSet: 'utf-8', path: '', rawData: '' }
    }),
  requestSubscribeMessage: (options) =>
    settle('requestSubscribeMessage', options, async () => {
      const { tmplIds } = options as { tmplIds: string[] }
      const yes = await openDialog({ title: '', text: '允许给您发消息吗？', confirm: '允许', cancel: '取消' })
      return Object.fromEntries(tmplIds.map((id) => [id, yes ? 'accept' : 'reject']))
    }),
  getUpdateManager: () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }),
}
