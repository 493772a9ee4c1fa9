/** The technician's commands for the official account: `menu`, `qr VILLAGE`. */
import { z } from 'zod'
import { menuBody } from './adapters/channels/official-account/menu.ts'
import type { OfficialAccount } from './adapters/channels/official-account/official-account.ts'
import { type Config, readConfig } from './config.ts'
import { startError } from './start-error.ts'
import { type Wired, wire } from './wire.ts'

const USAGE = `用法：
  npm run channel -- menu              给公众号建菜单
  npm run channel -- qr 村的12位编码     给这个村做一个公众号二维码，扫了就知道是哪个村`

/** Where the platform shows a code as a picture. */
const SHOW_QR = 'https://mp.weixin.qq.com/cgi-bin/showqrcode'
const Qr = z.object({ ticket: z.string(), url: z.string() })

/** The technician's own slip, said in words. */
class Slip extends Error {}

try {
  const [command, argument] = process.argv.slice(2)
  if (command !== 'menu' && !(command === 'qr' && argument)) throw new Slip(USAGE)
  const config = readConfig(process.env)
  const wired = await wire(config, (error) => say(String(error)))
  try {
    const account = wired.channels.officialAccount
    if (!account) throw new Slip('没有设公众号，请先设 WECHAT_OA_APP_ID、WECHAT_OA_SECRET 和 WECHAT_OA_TOKEN。')
    await (command === 'menu' ? makeMenu(account) : makeQr(account, wired, config, argument ?? ''))
  } finally {
    await wired.close()
  }
} catch (error) {
  process.stderr.write(`${error instanceof Slip ? error.message : startError(error)}\n`)
  process.exitCode = 1
}

async function makeMenu(account: OfficialAccount): Promise<void> {
  await ask(account, '/cgi-bin/menu/create', menuBody())
  say('菜单建好了，关注的人过几分钟就能看到。')
}

async function makeQr(account: OfficialAccount, { deps }: Wired, { county }: Config, code: string): Promise<void> {
  const regions = deps.regions(county)
  const village = regions?.get(code)
  if (!regions || !village || code.length !== 12) throw new Slip(`本县没有编码是 ${code} 的村。`)
  if (!village.active) throw new Slip(`${village.name}还没有开通，请先给它派好干部。`)
  const body = { action_name: 'QR_LIMIT_STR_SCENE', action_info: { scene: { scene_str: code } } }
  const qr = Qr.parse(await ask(account, '/cgi-bin/qrcode/create', body))
  say(`${regions.placeName(code)}的二维码，长期有效：`)
  say(`图片：${SHOW_QR}?ticket=${encodeURIComponent(qr.ticket)}`)
  say(`内容：${qr.url}`)
}

async function ask(account: OfficialAccount, path: string, body: unknown): Promise<unknown> {
  const answer = await account.ask(path, body)
  if ('why' in answer) throw new Slip(answer.why)
  return answer.fields
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
