import { fileURLToPath } from 'node:url'

/** Where Node keeps what it made of our sources, for NODE_COMPILE_CACHE of commands that are called often: where `npm start` keeps it. */
export const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/mingbai', import.meta.url))
