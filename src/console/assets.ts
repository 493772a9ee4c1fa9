import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Something the browser fetches: read once at start, told apart by its hash. */
export interface Asset {
  body: string
  type: string
  etag: string
}

/** A page's modules by name (`page.js`): the TypeScript of its `browser/` with its types blanked out, no build. */
export function browserModules(folder: URL): Map<string, Asset> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  return new Map(
    withoutExperimentalWarning(() =>
      names.map((name) => {
        const source = stripTypeScriptTypes(readFileSync(new URL(name, folder), 'utf8'))
        const script = source.replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'")
        return [name.replace(/\.ts$/, '.js'), asset(script, 'text/javascript; charset=utf-8')]
      }),
    ),
  )
}

export function fileAsset(file: URL, type: string): Asset {
  return asset(readFileSync(file, 'utf8'), type)
}

export function asset(body: string, type: string): Asset {
  return { body, type, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
}

/** Asked for anew each time, but sent only when it changed: nobody sees last week's script after an update. */
export function sendAsset(request: FastifyRequest, reply: FastifyReply, { body, type, etag }: Asset): FastifyReply {
  reply.headers({ etag, 'cache-control': 'no-cache' })
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  return reply.type(type).send(body)
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
