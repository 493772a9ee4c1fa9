import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Before anything else is loaded, hence the late import: what Node made of 600 files is found again at the next start, which
// comes half a second sooner. The folder belongs to the installation and goes with it; where it can't be written, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/mingbai', import.meta.url)))
const { serve } = await import('./serve.ts')
await serve()
