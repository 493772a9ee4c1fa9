import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { z } from 'zod'
import { type AppConfig, AppFile, ComponentFile, PageFile, ThemeFile } from './app-files.ts'

/** A page or a component: its files are `path` with four endings. */
export interface Unit {
  /** Without ending, from the mini-program's root, such as `pages/chat/chat`. */
  path: string
  isPage: boolean
  /** Tag → path of the component. */
  using: Record<string, string>
  styleIsolation: ComponentFile['styleIsolation']
}

export interface Units {
  config: AppConfig
  theme: ThemeFile
  units: Unit[]
}

/** Reads and checks the JSON files. `tell` hears what is wrong; what could be read is answered nevertheless, so that more is found. */
export function readUnits(root: string, tell: (problem: string) => void): Units | null {
  const app = readJson(root, 'app.json', AppFile, tell)
  const theme = readJson(root, 'theme.json', ThemeFile, tell)
  if (!app || !theme) return null
  checkColours(app, theme, tell)
  const order = [...app.pages, ...app.subPackages.flatMap((each) => each.pages.map((page) => `${each.root}/${page}`))]
  const pages: Record<string, PageFile> = {}
  const units = new Map<string, Unit>()

  const visit = (path: string, isPage: boolean) => {
    if (units.has(path)) return
    for (const ending of ['wxml', 'wxss', 'ts'])
      if (!existsSync(join(root, `${path}.${ending}`))) tell(`${path}.${ending}: the file is missing`)
    const file = readJson(root, `${path}.json`, isPage ? PageFile : ComponentFile, tell)
    if (!file) return
    if (isPage) pages[path] = file as PageFile
    const named = { ...app.usingComponents, ...file.usingComponents }
    const using = Object.fromEntries(Object.entries(named).map(([tag, name]) => [tag, resolved(path, name)]))
    const styleIsolation = 'styleIsolation' in file ? file.styleIsolation : 'shared'
    units.set(path, { path, isPage, using, styleIsolation })
    for (const component of Object.values(using)) visit(component, false)
  }
  for (const page of order) visit(page, true)
  return { config: { pages, order, window: app.window, tabBar: app.tabBar }, theme, units: [...units.values()] }
}

function resolved(from: string, name: string): string {
  return name.startsWith('/') ? name.slice(1) : posix.join(posix.dirname(from), name)
}

function checkColours(app: AppFile, theme: ThemeFile, tell: (problem: string) => void): void {
  for (const [, name] of JSON.stringify(app).matchAll(/"@(\w+)"/g))
    for (const side of ['light', 'dark'] as const)
      if (name && !(name in theme[side])) tell(`theme.json: ${side} has no "${name}"`)
}

function readJson<T extends z.ZodType>(
  root: string,
  name: string,
  schema: T,
  tell: (problem: string) => void,
): z.infer<T> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(join(root, name), 'utf8')))
    if (parsed.success) return parsed.data
    for (const { path, message } of parsed.error.issues) tell(`${name}: ${path.join('.') || 'the file'}: ${message}`)
  } catch (error) {
    tell(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
  return null
}
