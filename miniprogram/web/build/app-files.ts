/** What WeChat's DevTools would say of our JSON files, said by the build. Only what the pages use is allowed. */
import { z } from 'zod'

const path = z.string().regex(/^[\w-]+(\/[\w-]+)+$/, 'a path without slash in front and without ending')
/** Straight, or `@name` of theme.json. */
const themed = z.string().min(1)
const navText = z.string().regex(/^(black|white|@\w+)$/)

const Window = z.strictObject({
  navigationBarTitleText: z.string().optional(),
  navigationBarBackgroundColor: themed.optional(),
  navigationBarTextStyle: navText.optional(),
  backgroundColor: themed.optional(),
  backgroundTextStyle: themed.optional(),
  enablePullDownRefresh: z.boolean().optional(),
  onReachBottomDistance: z.int().min(0).optional(),
})

export const PageFile = Window.extend({
  usingComponents: z.record(z.string(), z.string()).default({}),
  componentPlaceholder: z.record(z.string(), z.string()).optional(),
  disableScroll: z.boolean().optional(),
})
export type PageFile = z.infer<typeof PageFile>

export const ComponentFile = z.strictObject({
  component: z.literal(true),
  usingComponents: z.record(z.string(), z.string()).default({}),
  styleIsolation: z.enum(['isolated', 'apply-shared', 'shared']).default('isolated'),
})
export type ComponentFile = z.infer<typeof ComponentFile>

const Tab = z.strictObject({ pagePath: path, text: z.string().min(1).max(5) })

export const AppFile = z
  .strictObject({
    pages: z.array(path).min(1),
    subPackages: z
      .array(z.strictObject({ root: path, name: z.string().optional(), pages: z.array(path).min(1) }))
      .default([]),
    window: Window,
    tabBar: z.strictObject({
      color: themed,
      selectedColor: themed,
      backgroundColor: themed,
      borderStyle: themed,
      list: z.array(Tab).min(2).max(5),
    }),
    usingComponents: z.record(z.string(), z.string()).default({}),
    darkmode: z.literal(true),
    themeLocation: z.literal('theme.json'),
    sitemapLocation: z.literal('sitemap.json'),
    style: z.literal('v2'),
    componentFramework: z.literal('glass-easel'),
    glassEaselWebview: z.literal(true),
    lazyCodeLoading: z.literal('requiredComponents'),
    requiredPrivateInfos: z.array(z.string()).optional(),
    permission: z.record(z.string(), z.strictObject({ desc: z.string().max(30) })).optional(),
    networkTimeout: z.record(z.string(), z.int().min(1)).optional(),
    /** WeChat's own, such as the one for speech; a browser has none. */
    plugins: z.record(z.string(), z.strictObject({ version: z.string(), provider: z.string() })).optional(),
    requiredBackgroundModes: z.array(z.string()).optional(),
  })
  .superRefine(({ pages, tabBar }, context) => {
    for (const { pagePath } of tabBar.list)
      if (!pages.includes(pagePath))
        context.addIssue({
          code: 'custom',
          message: `${pagePath} stands in the tab bar, but is no page of the main package`,
        })
  })
export type AppFile = z.infer<typeof AppFile>

const Colours = z.record(z.string(), z.string())
export const ThemeFile = z.strictObject({ light: Colours, dark: Colours })
export type ThemeFile = z.infer<typeof ThemeFile>

/** What the runtime is told of the mini-program. */
export interface AppConfig {
  pages: Record<string, PageFile>
  /** The first is where it opens. */
  order: string[]
  window: AppFile['window']
  tabBar: AppFile['tabBar']
}
