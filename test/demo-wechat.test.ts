import { type ChildProcess, spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'

const VILLAGE = '440229106201'
const PATIENCE_MS = 300_000
/** A report from beginning to end; 连溪村 comes along with the scanned code. */
const REPORT = [
  '我家房子漏雨，墙裂了一条大缝',
  '同意',
  '我自己家',
  '王示雨',
  '这几天',
  '3',
  '不想说',
  '没有电话',
  '确认提交',
]

let demo: ChildProcess
let [phone, desk] = ['', '']

beforeAll(async () => {
  demo = spawn(process.execPath, ['scripts/demo-wechat.ts'], {
    env: { ...process.env, PORT: '0', PHONE_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  demo.stdout?.on('data', (chunk: Buffer) => {
    said += chunk
  })
  await vi.waitFor(() => expect(said).toMatch(/Ctrl\+C/), { timeout: PATIENCE_MS, interval: 200 })
  phone = /干部群）：(\S+)/.exec(said)?.[1] ?? ''
  desk = /电脑：(\S+)\/desk/.exec(said)?.[1] ?? ''
}, PATIENCE_MS + 10_000)
afterAll(async () => {
  demo.kill('SIGTERM')
  await new Promise((resolve) => demo.once('exit', resolve))
})

interface Shown {
  text: string
  buttons?: string[]
}
const json = async <T>(url: string, body?: unknown, token?: string): Promise<T> => {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(url, body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.status).toBe(200)
  return (await answer.json()) as T
}
const act = (id: string, app: string, body: unknown) => json(`${phone}/phones/${id}/${app}`, body)
const shown = async (id: string, app: string): Promise<Shown[]> =>
  (await json<{ shown: Shown[] }>(`${phone}/phones/${id}/${app}`)).shown
const sees = (id: string, app: string, words: RegExp) =>
  expect.poll(async () => (await shown(id, app)).map(({ text }) => text).join('\n'), { timeout: 30_000 }).toMatch(words)

it(
  'shows a report on the account, its card in the group and in WeCom, binding by code, and who takes it',
  async () => {
    const { id } = await json<{ id: string }>(`${phone}/visitor`)
    const cadres = await json<{ id: string; role: string; areas: string[] }[]>(`${desk}/api/demo/cadres`)
    const cadre = cadres.find(({ role, areas }) => role === 'village_cadre' && areas.includes(VILLAGE))
    const { token } = await json<{ token: string }>(`${desk}/api/demo/login`, { cadreId: cadre?.id })
    const binds = async (app: string) => {
      const { code } = await json<{ code: string }>(`${desk}/api/me/contact-code`, {}, token)
      await act(id, app, { kind: 'say', text: `绑定 ${code}` })
      await sees(id, app, /绑定好了/)
    }
    await sees(id, 'group', /登记好了/)
    await act(id, 'group', { kind: 'say', text: '接单 A1024' })
    await binds('wecom')
    await binds('bot')
    await act(id, 'account', { kind: 'subscribe', village: VILLAGE })
    for (const text of REPORT) {
      const before = (await shown(id, 'account')).length
      await act(id, 'account', { kind: 'say', text })
      await expect
        .poll(async () => (await shown(id, 'account')).length, { timeout: 30_000 })
        .toBeGreaterThan(before + 1)
    }
    await sees(id, 'group', /新线索】A\d{4}/)
    await sees(id, 'wecom', /新线索/)
    const number = /新线索】(A\d{4,})/.exec((await shown(id, 'group')).map(({ text }) => text).join())?.[1]
    const card = (await shown(id, 'wecom')).find(({ buttons }) => buttons && buttons.length > 0)
    expect(card?.buttons).toContain('接单')
    await act(id, 'group', { kind: 'say', text: `接单 ${number}` })
    await sees(id, 'group', new RegExp(`接了${number}`))
    await act(id, 'wecom', { kind: 'say', text: `已入户 ${number} 屋顶漏了三处` })
    await sees(id, 'wecom', /走访记下了/)
    // News of his report comes to the resident by itself.
    await sees(id, 'account', /接手|走访/)
  },
  PATIENCE_MS,
)
