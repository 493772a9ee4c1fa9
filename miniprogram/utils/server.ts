import { SERVER } from '../config'

/** The county's server: named by `ext.json` where one company publishes for many counties, else by `config.ts`. */
export function serverAddress(): string {
  const { server } = wx.getExtConfigSync() as { server?: string }
  return server ?? SERVER
}

export function socketAddress(path: string): string {
  return `${serverAddress().replace(/^http/, 'ws')}${path}`
}
