/** Starts the mini-program that the build put together; see `../build/build-phone.ts`. */
import type { AppConfig } from '../build/app-files.ts'
import { defineBuiltins, useBuiltins } from './builtin/define.ts'
import { env } from './easel.ts'
import { launch } from './launch.ts'
import { makePages } from './pages.ts'
import { makeWx } from './wx/wx.ts'

interface Unit {
  path: string
  isPage: boolean
  using: Record<string, string>
  styleIsolation: string
  scope: string
  load(): void
}

interface Program {
  config: AppConfig
  templates: Record<string, unknown>
  runApp(): void
  units: Unit[]
}

interface AppMethods {
  onLaunch?(options: Arrival): void
  onShow?(options: Arrival): void
  onHide?(): void
}
interface Arrival {
  path: string
  query: Record<string, string>
  scene: number
}

/** WeChat's numbers for how one comes in. */
const BY_CODE = 1047
const FROM_LIST = 1001

export function start({ config, templates, runApp, units }: Program): void {
  const compiled = (path: string) => ({ groupList: templates, content: templates[path] }) as never
  defineBuiltins(env.getGlobalCodeSpace(), { around: compiled('wx/around'), empty: compiled('wx/empty') })
  const space = env.createCodeSpace('', true)
  useBuiltins(space, env.getGlobalCodeSpace())
  for (const { path, isPage, using, styleIsolation, scope } of units) {
    const usingComponents = Object.fromEntries(Object.entries(using).map(([tag, target]) => [tag, `/${target}`]))
    const component = isPage ? {} : { component: true }
    space.addComponentStaticConfig(path, { ...component, usingComponents, styleIsolation: styleIsolation as never })
    space.addCompiledTemplate(path, compiled(path))
    // Its rules stand in the page's style sheet already; here is only what its classes begin with.
    space.addStyleSheet(path, undefined, scope || undefined)
  }
  const pages = makePages(config, space)
  const app: { methods: AppMethods } = { methods: {} }
  Object.assign(globalThis, {
    wx: makeWx({ pages, onApp: onApp() }),
    App: (methods: AppMethods) => {
      app.methods = methods
    },
    getApp: () => app.methods,
    getCurrentPages: pages.all,
  })
  runApp()
  const first = `/${launch.page ?? config.order[0]}`
  const query = launch.scene === null ? {} : { scene: launch.scene }
  const arrival = { path: first.slice(1), query, scene: launch.scene === null ? FROM_LIST : BY_CODE }
  app.methods.onLaunch?.(arrival)
  app.methods.onShow?.(arrival)
  for (const { path, load } of units) space.globalComponentEnv(globalThis, path, load)
  pages.start(first)

  function onApp() {
    const shows = new Set<(arrival: Arrival) => void>()
    const hides = new Set<() => void>()
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) {
        pages.hideTop()
        app.methods.onHide?.()
        for (const each of hides) each()
      } else {
        app.methods.onShow?.(arrival)
        for (const each of shows) each(arrival)
        pages.showTop()
      }
    })
    return { shows, hides }
  }
}
