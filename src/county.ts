/** The technician's commands: `load FILE`, `invite NAME`, `audit`. */
import { existsSync } from 'node:fs'
import { readCountyFile } from './adapters/county-file/read-county-file.ts'
import { inviteCadre } from './app/accounts.ts'
import { isRefusal } from './app/refusal.ts'
import { setUpCounty } from './app/set-up-county.ts'
import { type Config, readConfig } from './config.ts'
import { chinaDay, dayWords } from './core/words/when.ts'
import { startError } from './start-error.ts'
import { type Wired, wire } from './wire.ts'

const USAGE = `用法：
  npm run county -- load 文件或目录      导入区划、干部、值班、农户（格式见 demo/440229）
  npm run county -- invite 干部姓名      给这位干部一个一次性邀请码
  npm run county -- audit               检查审计记录是否完整`

/** The technician's own slip, said in words. */
class Slip extends Error {}

const COMMANDS = { load, invite, audit }

try {
  const [command = '', argument = ''] = process.argv.slice(2)
  if (!(command in COMMANDS) || (command !== 'audit' && !argument)) fail(USAGE)
  const config = readConfig(process.env)
  const wired = await wire(config, (error) => say(String(error)))
  try {
    await COMMANDS[command as keyof typeof COMMANDS](wired, config, argument)
  } finally {
    await wired.close()
  }
} catch (error) {
  process.stderr.write(`${error instanceof Slip ? error.message : startError(error)}\n`)
  process.exitCode = 1
}

async function load({ deps }: Wired, config: Config, path: string): Promise<void> {
  if (!existsSync(path)) fail(`找不到 ${path}，请检查路径。`)
  const file = readCountyFile(path)
  const result = await setUpCounty(deps, file, { demo: config.demo })
  if (isRefusal(result)) fail(result.why)
  say(
    `已导入 ${file.county.name}：开通 ${result.villagesActive} 个村，干部 ${result.cadres.length} 人，农户 ${result.households} 户。`,
  )
  const names = new Map(file.regions.map(({ code, name }) => [code, name]))
  for (const { village, why } of result.refused) say(`没有开通 ${names.get(village)}（${village}）：${why}`)
  if (file.county.code !== config.county)
    say(`注意：本系统设的县是 ${config.county}，请把 COUNTY 设为 ${file.county.code}。`)
}

async function invite({ deps }: Wired, { county }: Config, name: string): Promise<void> {
  const result = await deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const { cadres } = await tx.roster.onDay(county, chinaDay(deps.clock.now()))
    const named = cadres.filter((cadre) => cadre.name === name || cadre.id === name)
    if (named.length !== 1)
      return fail(
        named.length
          ? `叫“${name}”的有 ${named.length} 人，请用编号：\n${named.map((cadre) => `${cadre.id} ${cadre.role}`).join('\n')}`
          : `没有叫“${name}”的干部。`,
      )
    return inviteCadre(tx, deps, 'technician', named[0]?.id ?? '')
  })
  if (isRefusal(result)) fail('没有这位干部。')
  say(`邀请码：${result.code}\n有效期到：${dayWords(new Date(result.expiresAt))}`)
}

async function audit({ deps }: Wired, { county }: Config): Promise<void> {
  const { entries, brokenAt } = await deps.store.transaction({ kind: 'system', county }, (tx) =>
    tx.audit.verify(county),
  )
  if (brokenAt !== null) fail(`审计记录在第 ${brokenAt} 条被改动过。`)
  say(`审计记录完整，共 ${entries} 条。`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function fail(text: string): never {
  throw new Slip(text)
}
