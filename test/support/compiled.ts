import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where Node keeps what it made of our sources, for NODE_COMPILE_CACHE: a server that is started often starts a second sooner. */
export const COMPILED = join(tmpdir(), 'node-compile-cache')
