import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import postcss, { type AtRule, type Root, type Rule } from 'postcss'
import selectorParser from 'postcss-selector-parser'
import type { Unit } from './read-units.ts'

/** Names of a component's classes begin with it, and so nobody else's rules meet them. Empty: its classes are everybody's. */
export function styleScope(units: Unit[], unit: Unit): string {
  return unit.styleIsolation === 'shared' ? '' : `c${units.indexOf(unit)}`
}

/** All WXSS as one style sheet: the app's first, then each page's and component's, kept to itself. */
export function compileWxss(root: string, units: Unit[], tell: (problem: string) => void): string {
  const sheets = units.map((unit) => {
    const css = read(root, `${unit.path}.wxss`, tell)
    translate(css, styleScope(units, unit))
    // Without weight, so that a page's rule is as strong as it is in WeChat.
    if (unit.isPage || styleScope(units, unit) === '') within(css, `:where(${pagesOf(units, unit).join()})`)
    return css.toString()
  })
  const app = read(root, 'app.wxss', tell)
  translate(app, '')
  return [app.toString(), ...sheets].filter(Boolean).join('\n')
}

/** Where a unit's rules hold: a page has a sheet of its own, with the components in it that share theirs. */
function pagesOf(units: Unit[], { path }: Unit): string[] {
  const holds = (each: Unit | undefined): boolean =>
    each !== undefined &&
    (each.path === path ||
      Object.values(each.using).some((used) => used !== each.path && holds(units.find((unit) => unit.path === used))))
  return units.filter((each) => each.isPage && holds(each)).map((page) => `[data-page="${page.path}"]`)
}

function read(root: string, name: string, tell: (problem: string) => void): Root {
  const file = join(root, name)
  if (!existsSync(file)) return postcss.root()
  try {
    const css = postcss.parse(readFileSync(file, 'utf8'), { from: name })
    css.walkAtRules('import', (at) => {
      const target = /^['"](.+)['"]$/.exec(at.params)?.[1]
      if (!target) return tell(`${name}: @import ${at.params} is no file`)
      const path = target.startsWith('/') ? target.slice(1) : posix.join(dirname(name), target)
      if (!existsSync(join(root, path))) tell(`${name}: @import ${target}: the file is missing`)
      at.replaceWith(read(root, path, tell).nodes)
    })
    return css
  } catch (error) {
    tell(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    return postcss.root()
  }
}

/** Lengths, tags and classes as the browser knows them. */
function translate(css: Root, scope: string): void {
  css.walkDecls((declaration) => {
    declaration.value = declaration.value
      .replace(/(-?[\d.]+)rpx\b/g, (_, length: string) => `calc(${length} * var(--rpx))`)
      // The page's area is a container: the window is higher than it by both bars.
      .replace(/([\d.])vh\b/g, '$1cqh')
  })
  css.walkRules((rule) => {
    if (inKeyframes(rule)) return
    rule.selector = selectorParser((selectors) => {
      selectors.walkTags((tag) => {
        tag.value = `wx-${tag.value}`
      })
      if (scope === '') return
      selectors.walkClasses((name) => {
        name.value = `${scope}--${name.value}`
      })
      selectors.walkPseudos((pseudo) => {
        if (pseudo.value === ':host')
          pseudo.replaceWith(
            selectorParser.attribute({
              attribute: 'wx-host',
              operator: '=',
              value: scope,
              quoteMark: '"',
              raws: {},
            }),
          )
      })
    }).processSync(rule.selector)
  })
}

function within(css: Root, ancestor: string): void {
  css.walkRules((rule) => {
    if (!inKeyframes(rule)) rule.selectors = rule.selectors.map((selector) => `${ancestor} ${selector}`)
  })
}

function inKeyframes({ parent }: Rule): boolean {
  return parent?.type === 'atrule' && (parent as AtRule).name.endsWith('keyframes')
}
