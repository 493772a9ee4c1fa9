import { MAX_ATTACHMENT } from '../contract/chat.ts'

/** What a file really is, by its first bytes, whatever its name says. Nothing that can run is on the list. */
const KINDS: { mime: string; at: number; bytes: string }[] = [
  { mime: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { mime: 'image/png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { mime: 'image/webp', at: 8, bytes: 'WEBP' },
  { mime: 'audio/amr', at: 0, bytes: '#!AMR' },
  { mime: 'audio/mpeg', at: 0, bytes: 'ID3' },
  { mime: 'audio/mpeg', at: 0, bytes: '\xff\xfb' },
]

/** The MIME type of a picture or recording that may be kept; null for anything else, or too large. */
export function fileKind(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  const kind = KINDS.find((each) => head.startsWith(each.bytes, each.at))
  return kind && bytes.length <= MAX_ATTACHMENT ? kind.mime : null
}
