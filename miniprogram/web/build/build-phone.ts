import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { compileWxml } from './compile-wxml.ts'
import { compileWxss, styleScope } from './compile-wxss.ts'
import { BuildProblems } from './problems.ts'
import { readUnits, type Units } from './read-units.ts'
import { themeStyle } from './theme-style.ts'

const MINIPROGRAM = fileURLToPath(new URL('../..', import.meta.url))
const RUNTIME = fileURLToPath(new URL('../runtime', import.meta.url))
const PICTURES: Record<string, string> = { svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg' }

/** The mini-program as one browser page. */
export interface Phone {
  script: string
  style: string
  /** By their path from the mini-program's root, such as `icons/send.svg`. */
  pictures: Map<string, { bytes: Buffer; type: string }>
}

/**
 * Compiles the mini-program for a browser; takes a second or two.
 * @throws BuildProblems naming each fault with its file; a warning of the WXML compiler is a fault, too.
 */
export async function buildPhone(root = MINIPROGRAM): Promise<Phone> {
  const problems: string[] = []
  const tell = (problem: string) => void problems.push(problem)
  const read = readUnits(root, tell)
  if (!read) throw new BuildProblems(problems)
  const templates = compileWxml(root, read.units, tell)
  const style = compileWxss(root, read.units, tell)
  if (problems.length > 0) throw new BuildProblems(problems)
  return {
    script: await bundle(root, entryOf(root, read, templates)),
    style: [readFileSync(join(RUNTIME, 'style.css'), 'utf8'), themeStyle(read.theme), style].join('\n'),
    pictures: readPictures(root),
  }
}

/** The script that hands the runtime all it needs. */
function entryOf(root: string, { config, units }: Units, templates: string): string {
  const all = units.map((unit) => {
    const { path, isPage, using, styleIsolation } = unit
    const facts = JSON.stringify({ path, isPage, using, styleIsolation, scope: styleScope(units, unit) })
    return `  { ...${facts}, load: () => { require(${JSON.stringify(join(root, path))}) } }`
  })
  return [
    `import { start } from ${JSON.stringify(join(RUNTIME, 'start.ts'))}`,
    'start({',
    `  config: ${JSON.stringify(config)},`,
    `  templates: ${templates},`,
    `  runApp: () => { require(${JSON.stringify(join(root, 'app'))}) },`,
    `  units: [\n${all.join(',\n')}\n  ],`,
    '})',
  ].join('\n')
}

async function bundle(root: string, contents: string): Promise<string> {
  const { outputFiles, errors, warnings } = await build({
    stdin: { contents, resolveDir: root, sourcefile: 'phone.ts', loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    // What a page is called in an error should be what it is called in its file.
    keepNames: true,
    legalComments: 'none',
    logLevel: 'silent',
    tsconfigRaw: '{}',
    alias: { 'glass-easel': easelForBrowsers() },
  }).catch((error: unknown) => {
    throw new BuildProblems([error instanceof Error ? error.message : String(error)])
  })
  const said = [...errors, ...warnings].map(({ text, location }) => `${location?.file}:${location?.line}: ${text}`)
  const script = outputFiles[0]?.text
  if (said.length > 0 || script === undefined) throw new BuildProblems(said)
  return script
}

/** Its ES modules: the CommonJS file would be bundled a second time beside what the adapter imports. */
function easelForBrowsers(): string {
  return createRequire(import.meta.url)
    .resolve('glass-easel')
    .replace(/\.js$/, '.es.js')
}

function readPictures(root: string): Phone['pictures'] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => !/^web(\/|\\)/.test(name))
  return new Map(
    names.flatMap((name) => {
      const type = PICTURES[name.split('.').at(-1) ?? '']
      const path = relative(root, join(root, name)).split(sep).join('/')
      return type ? [[path, { bytes: readFileSync(join(root, name)), type }] as const] : []
    }),
  )
}
