/** An invented county of Yongxiu's paper, which has two public notices: the built-in demo county's paper has none. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type RunningServer, startServer } from './running-server.ts'

const run = promisify(execFile)
const COUNTY = '360425'
const TOWNSHIP = `${COUNTY}100`
const VILLAGE = `${TOWNSHIP}201`
const duty = (region: string, deputy?: string) => ({ region, from: '2020-01-01', ...(deputy ? { deputy } : {}) })
const FILE = {
  county: { code: COUNTY, name: '永修县' },
  demo: true,
  regions: [
    { code: TOWNSHIP, name: '涂埠镇' },
    { code: VILLAGE, name: '例子村委会' },
  ],
  cadres: [
    { key: 'a', name: '乙示值', role: 'village_cadre', duties: [duty(VILLAGE, 'b')] },
    { key: 'b', name: '丙示副', role: 'village_cadre' },
    { key: 'c', name: '丁示镇', role: 'township_officer', duties: [duty(TOWNSHIP)] },
    { key: 'd', name: '戊示县', role: 'county_officer', duties: [duty(COUNTY)] },
  ],
  households: [],
  activate: [VILLAGE],
}
export const PLACE = '涂埠镇例子村'

/** @param url of a migrated database. */
export function startCountyWithNotice(url: string): Promise<RunningServer> {
  return startServer({
    env: { COUNTY },
    data: { url },
    before: async (env) => {
      const file = join(env.DATA_DIR ?? '', 'county.json')
      await writeFile(file, JSON.stringify(FILE))
      await run(process.execPath, ['src/county.ts', 'load', file], { env })
    },
  })
}
