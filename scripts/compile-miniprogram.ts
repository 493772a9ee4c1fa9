/**
 * Compiles the mini-program by WeChat's own compiler, without an account and without a line:
 *
 *   npm install --prefix ../wechat-compiler miniprogram-ci@2.1.42
 *   npm run miniprogram:compile -- ../wechat-compiler
 *
 * It stands outside of the project's own packages: 275 MB, for a check that is seldom made.
 */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What this script uses of miniprogram-ci. */
interface Compiler {
  Project: new (options: object) => { attr?: () => Promise<object> }
  getCompiledResult(options: object, file: string): Promise<unknown>
}

/** What WeChat's server says of an ordinary account; asked for there, nothing would compile without a line. */
const ACCOUNT = {
  platform: false,
  appType: 0,
  isSandbox: false,
  released: true,
  setting: {
    MaxCodeSize: 2,
    MaxSubpackageSubCodeSize: 2,
    MaxSubpackageFullCodeSize: 20,
    MaxTabbarCount: 5,
    MinTabbarCount: 2,
  },
}
const MINIPROGRAM = fileURLToPath(new URL('../miniprogram', import.meta.url))

async function compile(folder: string): Promise<number> {
  const { Project, getCompiledResult }: Compiler = createRequire(join(resolve(folder), 'package.json'))(
    'miniprogram-ci',
  )
  const work = mkdtempSync(join(tmpdir(), 'mingbai-compile-'))
  try {
    // It signs what it would upload; nothing is uploaded, so any key will do.
    const key = join(work, 'key')
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    writeFileSync(key, privateKey.export({ type: 'pkcs1', format: 'pem' }))
    const project = new Project({
      appid: 'wx0000000000000000',
      type: 'miniProgram',
      projectPath: MINIPROGRAM,
      privateKeyPath: key,
      ignores: ['web/**/*'],
    })
    project.attr = async () => ACCOUNT
    const packed = join(work, 'packed.zip')
    const setting = { es6: true, es7: true, minify: true, useCompilerPlugins: ['typescript'] }
    await getCompiledResult({ project, desc: '', setting, onProgressUpdate: () => {} }, packed)
    return statSync(packed).size
  } finally {
    rmSync(work, { recursive: true })
  }
}

const [folder] = process.argv.slice(2)
if (!folder) {
  process.stderr.write('usage: npm run miniprogram:compile -- FOLDER, where miniprogram-ci is installed\n')
  process.exit(2)
}
try {
  process.stdout.write(`compiled by WeChat's compiler: ${Math.ceil((await compile(folder)) / 1024)} KB packed\n`)
  process.exit(0)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
