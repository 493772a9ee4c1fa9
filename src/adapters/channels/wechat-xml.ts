import { XMLParser } from 'fast-xml-parser'

/** Elements within the root of one body, and levels of them: real ones have some forty, and five. */
const MOST_ELEMENTS = 500
const MOST_LEVELS = 10
const NAME = /^[A-Za-z_][\w.-]*$/
const NAMES_OF_OBJECTS = ['__proto__', 'constructor', 'prototype']

export type XmlValue = string | XmlFields | XmlValue[]
export interface XmlFields {
  [name: string]: XmlValue
}
export type BadXml = 'too_large' | 'declaration' | 'broken' | 'wrong_root' | 'too_deep' | 'too_many'

const parser = new XMLParser({
  // 007 is no number, and a message id does not fit into one.
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
})

/**
 * The fields within `<xml>…</xml>`, every value a string as it stands; elements of the same name become a list. The parser
 * itself takes what is not closed and whatever root there is: that is checked first.
 */
export function readXml(text: string, mostBytes: number): { fields: XmlFields } | { refused: BadXml } {
  if (Buffer.byteLength(text) > mostBytes) return { refused: 'too_large' }
  const refused = whatIsWrong(text)
  if (refused !== null) return { refused }
  const root: unknown = withoutBlanks(parser.parse(text).xml)
  if (typeof root === 'string' && root.trim() === '') return { fields: {} }
  return isFields(root) ? { fields: root } : { refused: 'broken' }
}

/** Fields as XML, texts as CDATA. */
export function writeXml(fields: Record<string, string | number>): string {
  const element = ([name, value]: [string, string | number]) =>
    typeof value === 'number' ? `<${name}>${value}</${name}>` : `<${name}>${cdata(value)}</${name}>`
  return `<xml>${Object.entries(fields).map(element).join('')}</xml>`
}

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

/** Reads each tag once from left to right. */
function whatIsWrong(text: string): BadXml | null {
  const open: string[] = []
  let roots = 0
  let elements = 0
  let at = 0
  while (at < text.length) {
    const from = text.indexOf('<', at)
    const between = text.slice(at, from < 0 ? text.length : from)
    if (open.length === 0 && /[^\s\ufeff]/.test(between)) return 'broken'
    if (from < 0) break
    if (text.startsWith('<![CDATA[', from) || text.startsWith('<!--', from)) {
      const isData = text[from + 2] === '['
      if (isData && open.length === 0) return 'broken'
      const end = isData ? text.indexOf(']]>', from + 9) : text.indexOf('-->', from + 4)
      if (end < 0) return 'broken'
      at = end + 3
      continue
    }
    if (text.startsWith('<!', from)) return 'declaration'
    const end = text.indexOf('>', from)
    if (end < 0) return 'broken'
    const tag = text.slice(from + 1, end)
    at = end + 1
    if (tag.startsWith('?')) {
      if (roots > 0 || !tag.endsWith('?') || tag.length < 2) return 'declaration'
      continue
    }
    if (tag.startsWith('/')) {
      if (open.pop() !== tag.slice(1).trimEnd()) return 'broken'
      continue
    }
    const closed = tag.endsWith('/')
    const name = /^[^\s/]*/.exec(tag)?.[0] ?? ''
    if (!NAME.test(name) || NAMES_OF_OBJECTS.includes(name) || tag.includes('<')) return 'broken'
    if (open.length === 0 && (++roots > 1 || name !== 'xml')) return 'wrong_root'
    if (++elements > MOST_ELEMENTS) return 'too_many'
    if (!closed && open.push(name) > MOST_LEVELS) return 'too_deep'
  }
  return open.length > 0 || roots !== 1 ? 'broken' : null
}

/** Line breaks between elements are no values. */
function withoutBlanks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBlanks)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([name]) => name !== '#text')
  if (fields.length === 0) return ''
  return Object.fromEntries(fields.map(([name, each]) => [name, withoutBlanks(each)]))
}

function isFields(value: unknown): value is XmlFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
