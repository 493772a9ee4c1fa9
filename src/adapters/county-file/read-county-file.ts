import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CountyFile } from '../../app/county-file.ts'

/**
 * Reads a county file: one JSON file, or a folder whose JSON files each hold some of its fields.
 * @throws CountyFileError naming each entry that is wrong, in words for the technician.
 */
export function readCountyFile(path: string): CountyFile {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => join(path, name))
    : [path]
  const merged: Record<string, unknown> = {}
  for (const file of files) {
    for (const [field, value] of Object.entries(readObject(file))) {
      if (field in merged) throw new CountyFileError(`${file}：“${field}” 在别的文件里已经写过。`)
      merged[field] = value
    }
  }
  const parsed = CountyFile.safeParse(merged)
  if (!parsed.success) throw new CountyFileError(`${path}：\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}

export class CountyFileError extends Error {
  override name = 'CountyFileError'
}

function readObject(file: string): object {
  try {
    return z.looseObject({}).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new CountyFileError(`${file}：不是 JSON 对象（${error instanceof Error ? error.message : error}）`)
  }
}
