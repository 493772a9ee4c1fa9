/** A county without a demo: set up by the technician, its first cadre invited by him. Everybody in it is invented all the same. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import { type RunningServer, startServer } from './running-server.ts'

const run = promisify(execFile)
const COUNTY = '440229'
const TOWNSHIP = `${COUNTY}106`
const VILLAGE = `${TOWNSHIP}201`
const CADRE = '乙例值'

const duty = (region: string, deputy?: string) => ({ region, from: '2020-01-01', ...(deputy ? { deputy } : {}) })
const FILE = {
  county: { code: COUNTY, name: '翁源县' },
  demo: false,
  regions: [
    { code: TOWNSHIP, name: '江尾镇' },
    { code: VILLAGE, name: '联群村委会' },
  ],
  cadres: [
    { key: 'a', name: CADRE, role: 'village_cadre', duties: [duty(VILLAGE, 'b')] },
    { key: 'b', name: '丙例副', role: 'village_cadre' },
    { key: 'c', name: '丁例镇', role: 'township_officer', duties: [duty(TOWNSHIP)] },
    { key: 'd', name: '戊例县', role: 'county_officer', duties: [duty(COUNTY)] },
  ],
  households: [],
  activate: [VILLAGE],
}

export async function startRealCounty(): Promise<{ server: RunningServer; cadre: string; code: string }> {
  let code = ''
  const server = await startServer({
    env: { DEMO: 'off', COUNTY },
    data: { dataDir: inject('postgres').dataDir },
    before: async (env) => {
      const file = join(env.DATA_DIR ?? '', 'county.json')
      await writeFile(file, JSON.stringify(FILE))
      const county = (...args: string[]) => run(process.execPath, ['src/county.ts', ...args], { env })
      await county('load', file)
      const { stdout } = await county('invite', CADRE)
      code = /邀请码：(\S+)/.exec(stdout)?.[1] ?? ''
    },
  })
  return { server, cadre: CADRE, code }
}
