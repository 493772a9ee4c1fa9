import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

/** Something the browser fetches: read once at start, told apart by its hash. */
export interface Asset {
  body: string
  type: string
  etag: string
}

const BROWSER = new URL('./browser/', import.meta.url)

/** The page's modules by name (`page.js`): the TypeScript of `browser/` with its types blanked out, no build. */
export function browserModules(): Map<string, Asset> {
  const names = readdirSync(BROWSER).filter((name) => name.endsWith('.ts'))
  return new Map(
    withoutExperimentalWarning(() =>
      names.map((name) => {
        const source = stripTypeScriptTypes(readFileSync(new URL(name, BROWSER), 'utf8'))
        const script = source.replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'")
        return [name.replace(/\.ts$/, '.js'), asset(script, 'text/javascript; charset=utf-8')]
      }),
    ),
  )
}

export function fileAsset(name: string, type: string): Asset {
  return asset(readFileSync(new URL(name, import.meta.url), 'utf8'), type)
}

export function asset(body: string, type: string): Asset {
  return { body, type, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
}

/** Node says once that stripping is experimental. The runtime is pinned, so that line in the log would tell nobody anything. */
function withoutExperimentalWarning<T>(work: () => T): T {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return work()
  } finally {
    process.emitWarning = emitWarning
  }
}
