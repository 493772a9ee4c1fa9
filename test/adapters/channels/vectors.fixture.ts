import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Published samples stay where they are, each under its own licence; elsewhere our own vectors alone are tried. */
const FOLDER = fileURLToPath(new URL('../../../../shared/channels/vectors', import.meta.url))

type Named =
  | 'id'
  | 'kind'
  | 'platform'
  | 'format'
  | 'token'
  | 'timestamp'
  | 'nonce'
  | 'signature'
  | 'msgSignature'
  | 'encrypt'
  | 'encodingAESKey'
  | 'receiveId'
  | 'random'
  | 'plaintext'
  | 'computedPlaintext'
/** Which of them a sample has depends on its kind. */
type CryptoVector = Record<Named, string> & {
  negative?: Record<string, string>[]
  expectedFields?: Record<string, string>
}

export function publicVectors(file: 'crypto.json'): CryptoVector[] | null
export function publicVectors(file: 'xml-index.json'): { file: string; expected: object }[] | null
export function publicVectors(file: string): unknown {
  const path = `${FOLDER}/${file}`
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'))
  process.stderr.write(`skipped: no published samples in ${FOLDER}\n`)
  return null
}

export function publicBody(file: string): string {
  return readFileSync(`${FOLDER}/${file}`, 'utf8')
}
