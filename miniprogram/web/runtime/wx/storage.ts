import { launch } from '../launch.ts'
import { Failed, settle } from './settle.ts'
import type { Simulated } from './simulated.ts'

/** Two phones side by side on one page keep their things apart. */
const PREFIX = `phone:${launch.as}:`

function get(key: string): unknown {
  const kept = localStorage.getItem(PREFIX + key)
  return kept === null ? '' : JSON.parse(kept)
}
function set(key: string, data: unknown): void {
  localStorage.setItem(PREFIX + key, JSON.stringify(data))
}
function remove(key: string): void {
  localStorage.removeItem(PREFIX + key)
}
function keys(): string[] {
  return Object.keys(localStorage).flatMap((key) => (key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : []))
}
function info() {
  const size = keys().reduce((sum, key) => sum + (localStorage.getItem(PREFIX + key)?.length ?? 0), 0)
  return { keys: keys(), currentSize: Math.ceil(size / 1024), limitSize: 10_240 }
}

export const storage: Simulated = {
  getStorageSync: get,
  setStorageSync: set,
  removeStorageSync: remove,
  clearStorageSync: () => keys().forEach(remove),
  getStorageInfoSync: info,
  getStorage: (options) =>
    settle('getStorage', options, () => {
      if (!keys().includes(options.key)) throw new Failed('data not found')
      return { data: get(options.key) }
    }),
  setStorage: (options) => settle('setStorage', options, () => set(options.key, options.data)),
  removeStorage: (options) => settle('removeStorage', options, () => remove(options.key)),
  clearStorage: (options) => settle('clearStorage', options, () => keys().forEach(remove)),
  getStorageInfo: (options) => settle('getStorageInfo', options, info),
}

/** This phone's own secret, by which the demo's server knows its user again. WeChat keeps such a thing on its own servers. */
export function deviceId(): string {
  const name = `device:${launch.as}`
  const known = localStorage.getItem(name)
  if (known) return known
  const id = crypto.randomUUID()
  localStorage.setItem(name, id)
  return id
}
