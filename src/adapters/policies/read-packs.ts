import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { PolicyPack } from '../../core/policy/pack.ts'

/**
 * Reads every `<folder>/<jurisdiction>/pack.yaml`.
 * @throws with the file's name and what is wrong in it; a deployment with a broken pack does not start.
 */
export async function readPacks(folder: string): Promise<PolicyPack[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const jurisdictions = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(jurisdictions.sort().map((name) => readPack(join(folder, name, 'pack.yaml'))))
}

async function readPack(file: string): Promise<PolicyPack> {
  const text = await readFile(file, 'utf8')
  try {
    return PolicyPack.parse(parse(text))
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    throw new Error(`${file}: ${why}`)
  }
}
