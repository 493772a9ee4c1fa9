import { readFileSync } from 'node:fs'

/** The rows of a file of JSON lines that lies here. */
export function lines<T>(file: string): T[] {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8')
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]))
}
