const SYSTEMS: [RegExp, string][] = [
  [/HarmonyOS/i, '鸿蒙'],
  [/Windows/i, 'Windows 电脑'],
  [/iPad/i, '苹果平板'],
  [/iPhone/i, '苹果手机'],
  [/Android/i, '安卓手机'],
  [/Mac OS X|Macintosh/i, '苹果电脑'],
  [/Linux|UOS|Kylin/i, 'Linux 电脑'],
]
/** In this order: each of them also names those behind it. */
const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/i, '微信'],
  [/Edg/i, 'Edge 浏览器'],
  [/QQBrowser/i, 'QQ 浏览器'],
  [/360SE|360EE|QIHU/i, '360 浏览器'],
  [/Firefox/i, '火狐浏览器'],
  [/Chrome/i, 'Chrome 浏览器'],
  [/Safari/i, 'Safari 浏览器'],
]

/** Windows 电脑上的 Edge 浏览器: what somebody reads before he lets a browser in. */
export function browserWords(userAgent: string): string {
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? '不认识的设备'
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? '浏览器'
  return `${system}上的${/^[A-Z]/.test(browser) ? ' ' : ''}${browser}`
}
