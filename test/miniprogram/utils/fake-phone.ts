import type { ClientFrame } from '../../../src/contract/chat.ts'
import type { FakeServer } from './fake-server.ts'

/** What a phone keeps while its mini-program is closed. */
export interface FakePhone {
  storage: Map<string, string>
  /** Saved files; temporary ones are gone with the run. */
  saved: Set<string>
  /** Nothing more can be stored. */
  isFull?: boolean
}

export interface Run {
  wx: object
  /** The line comes or goes, and the phone notices. */
  line(up: boolean): void
  /** The mini-program is thrown away: nothing of this run is heard any more. */
  end(): void
}

const LATENCY_MS = 30

interface Told {
  success?: (result: unknown) => void
  fail?: (result: unknown) => void
}

/** One run of the mini-program on that phone. Everything that goes over the network takes a moment, and may not come back. */
export function startPhone(phone: FakePhone, server: FakeServer): Run {
  let alive = true
  const networkListeners = new Set<(status: object) => void>()
  const sockets = new Set<{ lose(): void }>()
  const temporary = new Set<string>()
  const later = (then: () => void, ms = LATENCY_MS) => setTimeout(() => alive && then(), ms)

  const files = {
    saveFile({ tempFilePath, success, fail }: { tempFilePath: string } & Told) {
      if (!temporary.delete(tempFilePath)) return fail?.({ errMsg: 'saveFile:fail' })
      const savedFilePath = tempFilePath.replace('tmp', 'store')
      phone.saved.add(savedFilePath)
      later(() => success?.({ savedFilePath }), 1)
    },
    readFile({ filePath, success, fail }: { filePath: string } & Told) {
      later(() => (phone.saved.has(filePath) ? success?.({ data: new ArrayBuffer(8) }) : fail?.({ errMsg: '' })), 1)
    },
    removeSavedFile: ({ filePath }: { filePath: string }) => void phone.saved.delete(filePath),
  }
  const wx = {
    getStorageSync: (key: string) => (phone.storage.has(key) ? JSON.parse(phone.storage.get(key) ?? '') : ''),
    setStorageSync(key: string, value: unknown) {
      if (phone.isFull) throw new Error('setStorageSync:fail exceed storage max size')
      phone.storage.set(key, JSON.stringify(value))
    },
    removeStorageSync: (key: string) => void phone.storage.delete(key),
    getExtConfigSync: () => ({ server: 'https://county.example.cn' }),
    login: async () => ({ code: 'code' }),
    onNetworkStatusChange: (listener: (status: object) => void) => void networkListeners.add(listener),
    offNetworkStatusChange: (listener: (status: object) => void) => void networkListeners.delete(listener),
    getFileSystemManager: () => files,
    getImageInfo: async () => ({ width: 4000 }),
    compressImage: async ({ src }: { src: string }) => ({ tempFilePath: src }),
    request({ url, success, fail }: { url: string } & Told) {
      later(() => {
        if (!server.isUp) return fail?.({ errMsg: 'request:fail' })
        if (url.endsWith('/login')) return success?.({ statusCode: 200, data: server.logIn() })
        const { status, id } = server.keep(
          /[?&]id=([0-9a-f-]{36})$/.exec(url)?.[1] ?? `without-id-${server.files.length}`,
        )
        const problem = { status, code: status === 429 ? 'enough_files' : 'busy', detail: '请稍后再试。' }
        // The line may go while the answer is on its way: then the file lies there, and the phone does not know.
        later(() =>
          server.isUp
            ? success?.({ statusCode: status, data: status === 200 ? { attachment: id } : problem })
            : fail?.({ errMsg: 'request:fail' }),
        )
      })
    },
    connectSocket({ fail }: Told) {
      const heard: Record<string, ((value: object) => void) | undefined> = {}
      const hear = (name: string) => (then: (value: object) => void) => {
        heard[name] = then
      }
      let isOpen = false
      const socket = {
        lose() {
          if (!sockets.delete(socket)) return
          isOpen = false
          later(() => heard.close?.({ code: 1006 }))
        },
      }
      later(() => {
        if (!server.isUp) return fail?.({ errMsg: 'connectSocket:fail' })
        isOpen = true
        sockets.add(socket)
        heard.open?.({})
      })
      return {
        onOpen: hear('open'),
        onMessage: hear('message'),
        onClose: hear('close'),
        onError: hear('error'),
        close: () => socket.lose(),
        send({ data }: { data: string }) {
          later(() => {
            if (!isOpen || !server.isUp) return
            server.hear(JSON.parse(data) as ClientFrame, (frame) =>
              later(() => isOpen && server.isUp && heard.message?.({ data: JSON.stringify(frame) })),
            )
          })
        },
      }
    },
  }
  return {
    wx: Object.assign(wx, { takePicture: (path: string) => void temporary.add(path) }),
    line(up) {
      server.isUp = up
      if (!up) for (const socket of sockets) socket.lose()
      for (const listener of networkListeners) listener({ isConnected: up })
    },
    end() {
      alive = false
      sockets.clear()
    },
  }
}
