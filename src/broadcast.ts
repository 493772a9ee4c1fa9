/** Publicity from the terminal: see USAGE. Exit 0: done; 1: refused, or the command was not understood. */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { CadreActor } from './app/accounts.ts'
import { actOnBroadcast } from './app/act-on-broadcast.ts'
import { previewBroadcast } from './app/compose-broadcast.ts'
import { listBroadcasts, readBroadcast } from './app/list-broadcasts.ts'
import { isRefusal, type Refusal } from './app/refusal.ts'
import { sendBroadcasts } from './app/send-broadcasts.ts'
import { readConfig } from './config.ts'
import {
  BROADCAST_STATE_LABEL,
  type BroadcastAction,
  type BroadcastDetail,
  type HandedOver,
} from './contract/broadcast.ts'
import { numbered, plainWords } from './core/channel/plain-words.ts'
import { cadreWords } from './core/words/person.ts'
import { chinaDay, whenWords } from './core/words/when.ts'
import { startError } from './start-error.ts'
import { type Wired, wire } from './wire.ts'
import { wrongOption } from './wrong-option.ts'

const USAGE = `用法（--as 后面写自己的姓名或编号；批准要由另一个人在工作台办）：
  npm run broadcast -- list --as 姓名               有哪些宣传
  npm run broadcast -- show 编号 --as 姓名          内容、发给谁、经过
  npm run broadcast -- preview 编号 --as 姓名       会发给多少人，谁不发，为什么
  npm run broadcast -- submit 编号 --as 姓名        送审
  npm run broadcast -- send 编号 --as 姓名          现在就发，看着它发完
  npm run broadcast -- pause|resume|stop|retry 编号 --as 姓名
  npm run broadcast -- watch 编号 --as 姓名         只看发到哪里了
编号写开头几位就行。数据库是内置的，要先停下服务。`

/** The user's own slip, said in words. */
class Slip extends Error {}

/** Commands that are moves of the same name. */
const MOVES = ['submit', 'pause', 'resume', 'stop', 'retry'] as const
const LOOK_MS = 1_000
const BAR = 30

try {
  const { command, start, as } = readOptions(process.argv.slice(2))
  const config = readConfig(process.env)
  const wired = await wire(config, (error) => process.stderr.write(`${error}\n`))
  try {
    await run(wired, command, start, await actorNamed(wired, config.county, as))
  } finally {
    await wired.close()
  }
} catch (error) {
  process.stderr.write(`${error instanceof Slip ? error.message : startError(error)}\n`)
  process.exitCode = 1
}

function readOptions(args: string[]) {
  const options = { as: { type: 'string' } } as const
  const { values, positionals } = parsed(() => parseArgs({ args, options, allowPositionals: true }))
  const [command = '', start = '', ...more] = positionals
  // Here a name is enough, and that is too little for a second person's word.
  if (command === 'approve') fail('请在工作台审批。')
  const known = ['list', 'show', 'preview', 'send', 'watch', ...MOVES]
  if (!known.includes(command) || more.length > 0 || !values.as || (command !== 'list' && !start)) fail(USAGE)
  return { command, start, as: values.as }
}

async function actorNamed({ deps }: Wired, county: string, as: string): Promise<CadreActor> {
  const day = chinaDay(deps.clock.now())
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const { cadres } = await tx.roster.onDay(county, day)
    const named = cadres.filter(({ name, id, active }) => active && (name === as || id === as))
    if (cadres.length === 0)
      fail('这个数据库里还没有干部。请看 DATA_DIR 或 DATABASE_URL 对不对；新装的先启动一次服务。')
    const [only] = named
    if (!only) return fail(`没有叫“${as}”的干部。`)
    if (named.length > 1)
      fail(
        `叫“${as}”的有 ${named.length} 人，请用编号：\n${named.map((each) => `${each.id} ${cadreWords(each)}`).join('\n')}`,
      )
    const cadre = await tx.accounts.cadre(only.id, day)
    if (!cadre) return fail(`${as}现在不在岗。`)
    return { kind: 'cadre', county, cadreId: cadre.id, role: cadre.role, areas: cadre.areas } as const
  })
}

async function run(wired: Wired, command: string, start: string, actor: CadreActor): Promise<void> {
  const { deps } = wired
  if (command === 'list') return list(wired, actor)
  const one = await find(wired, actor, start)
  const move = MOVES.find((each) => each === command)
  if (move) {
    const action = { action: move, version: one.version } as BroadcastAction
    const { state, title } = granted(await actOnBroadcast(deps, actor, one.id, action, 'terminal'))
    return say(`${title}：${BROADCAST_STATE_LABEL[state]}`)
  }
  if (command === 'show') return show(one)
  if (command === 'preview') return preview(wired, actor, one)
  if (command === 'send') {
    granted(await actOnBroadcast(deps, actor, one.id, { action: 'schedule', version: one.version }, 'terminal'))
    return watch(wired, actor, one.id, true)
  }
  return watch(wired, actor, one.id, false)
}

async function list({ deps }: Wired, actor: CadreActor): Promise<void> {
  const { broadcasts } = await listBroadcasts(deps, actor, { limit: 100 })
  if (broadcasts.length === 0) say('还没有写过宣传。')
  for (const { id, state, title, place, composedBy, progress } of broadcasts)
    say(
      `${id.slice(0, 8)}  ${BROADCAST_STATE_LABEL[state]}  ${place}  ${title}  ${composedBy.name}  放进聊天 ${progress.sent} 人`,
    )
}

/** By the beginning of its id. */
async function find({ deps }: Wired, actor: CadreActor, start: string): Promise<BroadcastDetail> {
  const { broadcasts } = await listBroadcasts(deps, actor, { limit: 100 })
  const found = broadcasts.filter(({ id }) => id.startsWith(start.toLowerCase()))
  const [only] = found
  if (!only) return fail(`没有编号是 ${start} 的宣传。`)
  if (found.length > 1) fail(`编号 ${start} 开头的有 ${found.length} 条，请多写几位。`)
  return granted(await readBroadcast(deps, actor, only.id))
}

function show(one: BroadcastDetail): void {
  say(`${one.title}（${BROADCAST_STATE_LABEL[one.state]}）`)
  say(`发给：${one.audienceWords}`)
  say(`\n${plainWords(one.blocks, numbered)}\n`)
  for (const { at, by, text } of one.events) say(`${whenWords(new Date(at), new Date())} ${by}：${text}`)
  for (const { words, count } of one.skippedBy) say(`不发：${words}，${count} 人`)
  if (one.busy) say(`还没发：${one.busy.words}，${one.busy.count} 人`)
  for (const { state, words, count } of one.handedOver.reasons)
    say(`${state === 'waiting' ? '排着' : '没送到'}：${words}，${count} 人`)
}

async function preview({ deps }: Wired, actor: CadreActor, one: BroadcastDetail): Promise<void> {
  const seen = granted(await previewBroadcast(deps, actor, one))
  say(
    `会发给 ${seen.count} 人：${seen.byChannel.map(({ words, count }) => `${words} ${count} 人`).join('，') || '没有人'}`,
  )
  for (const note of seen.notes) say(note)
  for (const { words, count } of seen.skipped) say(`不发：${words}，${count} 人`)
  if (seen.sample.length > 0) say(`例如：${seen.sample.map(({ place, name }) => `${place}${name}`).join('、')}`)
}

/** Until nothing more can be sent now. With `sending` it sends as well, unless another process has it in hand. */
async function watch(wired: Wired, actor: CadreActor, id: string, sending: boolean): Promise<void> {
  const { deps } = wired
  let over = false
  const end = new AbortController()
  const interrupted = () => end.abort()
  process.once('SIGINT', interrupted)
  const work = sending
    ? sendBroadcasts(deps, actor.county, deps.ids.uuid(), () => end.signal.aborted).finally(() => {
        over = true
      })
    : null
  const failed = work?.then(() => null).catch((error: unknown) => error)
  for (let last = ''; ; ) {
    const one = granted(await readBroadcast(deps, actor, id))
    last = draw(one, last)
    const moving = one.state === 'sending' || one.state === 'scheduled'
    if (!moving || over || end.signal.aborted) break
    await sleep(LOOK_MS, undefined, { signal: end.signal }).catch(() => {})
  }
  const error = await failed
  process.off('SIGINT', interrupted)
  if (error) throw error
  draw(granted(await readBroadcast(deps, actor, id)), '')
  if (process.stdout.isTTY) say('')
}

/** One line that is written over; where nobody looks on, a line of its own whenever it changed. */
function draw({ state, progress, handedOver }: BroadcastDetail, last: string): string {
  const { queued, sent, failed, skipped, perMinute, expectedEnd } = progress
  const all = queued + sent + failed
  const share = all === 0 ? 0 : (sent + failed) / all
  const bar = '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '░')
  const rate = perMinute === null ? '' : ` 每分钟 ${perMinute} 人`
  const ends = expectedEnd === null ? '' : ` 大约${whenWords(new Date(expectedEnd), new Date())}发完`
  const line = `${BROADCAST_STATE_LABEL[state]} ${bar} ${Math.floor(share * 100)}% 放进聊天 ${sent} 没发成 ${failed} 不发 ${skipped} 还有 ${queued}${handed(handedOver)}${rate}${ends}`
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${line}`)
  else if (line !== last) say(line)
  return line
}

/** Of those whom we must write to; the others see it when they open their chat. */
function handed({ told, waiting, untold }: HandedOver): string {
  return told + waiting + untold === 0 ? '' : ` 已送达 ${told} 排着 ${waiting} 没送到 ${untold}`
}

function granted<T>(result: T | Refusal): T {
  if (!isRefusal(result)) return result
  return fail('why' in result ? result.why : '没有找到，或者不在您负责的范围内。')
}

function parsed<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    return fail(`${wrongOption(error)}\n${USAGE}`)
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function fail(text: string): never {
  throw new Slip(text)
}
