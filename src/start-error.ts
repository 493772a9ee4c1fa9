import { CountyFileError } from './adapters/county-file/read-county-file.ts'
import { DataFolderInUse } from './adapters/postgres/data-folder-lock.ts'
import { WrongKeys } from './adapters/postgres/key-check.ts'
import { ConfigError } from './config.ts'

/** In demo mode anybody may log in as anybody, so a real county must not be served in it. */
export class RealCounty extends Error {
  override name = 'RealCounty'
}

/** What the system or the database answers when something around us is not as the settings say. */
const BY_CODE: Record<string, string> = {
  EADDRINUSE: '端口已被占用，请用 PORT 换一个。',
  EADDRNOTAVAIL: '这台机器没有这个地址，请检查 HOST。',
  EACCES: '没有权限，请检查 DATA_DIR 和 PORT。',
  ENOENT: '找不到文件或目录，请检查 DATA_DIR 和 COUNTY（内置的演示县只有 440229）。',
  ENOTDIR: 'DATA_DIR 不是目录。',
  EEXIST: 'DATA_DIR 不是目录，那里已经有一个同名的文件。',
  EROFS: 'DATA_DIR 在只读的盘上，请换一个目录。',
  ENOSPC: '磁盘满了，请腾出地方，或用 DATA_DIR 换一个目录。',
  ECONNREFUSED: '连不上数据库，请检查 DATABASE_URL，看数据库是不是开着。',
  ENOTFOUND: '找不到主机，请检查 DATABASE_URL 和 HOST。',
  '3D000': '数据库里没有这个库，请先建库，或检查 DATABASE_URL。',
  '28P01': '数据库的用户名或密码不对，请检查 DATABASE_URL。',
  '28000': '数据库不让这个用户登录，请检查 DATABASE_URL。',
  '42501': '数据库用户的权限不够，见 README 的“部署”。',
}

/** What stopped the start, for the technician: what is wrong and what to do, and only for the unforeseen a stack. */
export function startError(error: unknown): string {
  if (error instanceof DataFolderInUse)
    return `数据目录 ${error.folder} 正被另一个进程使用，请先停掉它，或用 DATA_DIR 换一个目录。`
  if (error instanceof RealCounty)
    return `数据库里 ${error.message} 是真实的县，有真实的干部。演示模式不用密码就能登录，不能启动；请设 DEMO=off。`
  if (error instanceof WrongKeys) return `钥匙不对：这个数据库是用另一把 MINGBAI_KEYS 建的，请换回原来的。`
  if (error instanceof CountyFileError) return `县的文件有误，请改好：\n${error.message}`
  if (error instanceof ConfigError) return `配置有误：\n${error.message}`
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = BY_CODE[code]
  if (known) return `${known}\n${(error as Error).message || code}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
