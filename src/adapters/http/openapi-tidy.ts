/** The part of an OpenAPI document that is tidied. */
export interface Described {
  paths?: unknown
  components?: { schemas?: Record<string, unknown> }
}

const PREFIX = '#/components/schemas/'

/**
 * The generator names each schema twice, as input (`XInput`: defaults may be left out) and as output. Keeps what the
 * routes and `roots` refer to, and where only one of the two is left, under the plain name.
 *
 * @param roots schemas that no route refers to, such as the frames of the sockets
 */
export function tidySchemas<T extends Described>(document: T, roots: string[]): T {
  const schemas = document.components?.schemas ?? {}
  const used = new Set<string>()
  const keep = (name: string) => {
    if (used.has(name) || !(name in schemas)) return
    used.add(name)
    for (const ref of refsIn(schemas[name])) keep(ref)
  }
  for (const name of [...roots, ...refsIn(document.paths)]) keep(name)

  const plain = (name: string) => {
    const output = name.replace(/Input$/, '')
    return output !== name && output in schemas && !used.has(output) ? output : name
  }
  const kept = [...used].map((name) => [plain(name), schemas[name]] as const)
  const tidy = { ...document, components: { ...document.components, schemas: Object.fromEntries(kept.sort(byName)) } }
  return JSON.parse(JSON.stringify(tidy), (key, value) =>
    key === '$ref' && typeof value === 'string' ? PREFIX + plain(value.slice(PREFIX.length)) : value,
  ) as T
}

function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner.slice(PREFIX.length)] : refsIn(inner),
  )
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}
