import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Unit } from './read-units.ts'
import { unknownTags } from './tags.ts'

/** The package tells its types, but its JavaScript is CommonJS. */
const { TmplGroup } = createRequire(import.meta.url)(
  'glass-easel-template-compiler',
) as typeof import('glass-easel-template-compiler')

const AROUND = 'wx/around'
const EMPTY = 'wx/empty'

/** As the compiler tells it. Whatever it says of a file of ours is a fault: a tag left open is only a warning to it. */
interface Finding {
  message: string
  startLine: number
  startColumn: number
}

/** WXML → one JavaScript expression, an object of templates by path. */
export function compileWxml(root: string, units: Unit[], tell: (problem: string) => void): string {
  const group = new TmplGroup()
  const seen = new Set<string>()
  const add = (path: string, using: string[]) => {
    if (seen.has(path)) return
    seen.add(path)
    const file = join(root, `${path}.wxml`)
    if (!existsSync(file)) return tell(`${path}.wxml: the file is missing`)
    const wxml = readFileSync(file, 'utf8')
    for (const tag of unknownTags(wxml, using))
      tell(`${path}.wxml: <${tag}> is no component of WeChat's and none that is used`)
    for (const { message, startLine, startColumn } of group.addTmpl(path, wxml) as Finding[])
      tell(`${path}.wxml:${startLine + 1}:${startColumn + 1}: ${message}`)
    for (const other of group.getDirectDependencies(path) as string[]) add(other, using)
    for (const script of group.getScriptDependencies(path) as string[])
      tell(`${path}.wxml: ${script}.wxs: the browser runs no WXS, use the page's own TypeScript`)
  }
  for (const { path, using } of units) add(path, Object.keys(using))
  // What the runtime's own components are made of: those around something, and those that hold nothing.
  group.addTmpl(AROUND, '<slot />')
  group.addTmpl(EMPTY, '')
  const templates = group.getTmplGenObjectGroups()
  group.free()
  return templates
}
