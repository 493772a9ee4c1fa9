import { renderUnicodeCompact } from 'uqr'
import { ScanStatus, type Wechaty } from 'wechaty'

const SCAN_WORDS: Record<ScanStatus, string> = {
  [ScanStatus.Unknown]: '微信要扫码登录',
  [ScanStatus.Cancel]: '扫码取消了',
  [ScanStatus.Waiting]: '等着扫码登录',
  [ScanStatus.Scanned]: '码扫到了，请在手机上点确认',
  [ScanStatus.Confirmed]: '手机上确认了，正在登录',
  [ScanStatus.Timeout]: '码过期了，要扫新的',
}
/** There is a code to be scanned. */
const TO_SCAN: ScanStatus[] = [ScanStatus.Unknown, ScanStatus.Waiting, ScanStatus.Timeout]

/** Tells the operator how the bot's own login to WeChat goes. `show`: to his own eyes, on his terminal, and nowhere else: whoever has the code can log in as us. */
export function tellLogin(
  wechaty: Pick<Wechaty, 'on'>,
  log: (event: string) => void,
  show: (text: string) => void = (text) => void process.stdout.write(text),
): void {
  wechaty.on('scan', (code, status) => {
    log(SCAN_WORDS[status])
    if (code !== '' && TO_SCAN.includes(status))
      show(`请用机器人的微信扫这个码登录：\n${renderUnicodeCompact(code)}\n扫不了，就把这行做成二维码：\n${code}\n`)
  })
  wechaty.on('login', () => log('微信登录好了'))
  wechaty.on('logout', () => log('微信退出登录了，要重新扫码'))
}
