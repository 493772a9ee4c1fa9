import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { chineseFont } from './chinese-font.ts'

export interface UnpackedBrowser {
  executablePath: string
  /** Names the Chinese font to it: phones have one. */
  fonts: string
}

/** Once per run: see browser-and-demo.ts. */
export async function unpackBrowser(): Promise<UnpackedBrowser & { remove(): Promise<void> }> {
  // The package unpacks the browser into TMPDIR; a folder of ours, so that no half-unpacked one of a killed run is used.
  const home = await mkdtemp(join(tmpdir(), 'mingbai-browser-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = home
  const [executablePath, fonts] = await Promise.all([chromium.executablePath(), chineseFont(join(home, 'chinese'))])
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  return { executablePath, fonts, remove: () => rm(home, { recursive: true, force: true }) }
}
