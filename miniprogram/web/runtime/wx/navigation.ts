import type { Pages } from '../pages.ts'
import { settle } from './settle.ts'
import type { Simulated } from './simulated.ts'

export function navigation(pages: Pages): Simulated {
  return {
    navigateTo: (options) => settle('navigateTo', options, () => pages.navigateTo(options.url)),
    redirectTo: (options) => settle('redirectTo', options, () => pages.redirectTo(options.url)),
    reLaunch: (options) => settle('reLaunch', options, () => pages.reLaunch(options.url)),
    switchTab: (options) => settle('switchTab', options, () => pages.switchTab(options.url)),
    navigateBack: (options) => settle('navigateBack', options, () => pages.back(options?.delta ?? 1)),
    setNavigationBarTitle: (options) =>
      settle('setNavigationBarTitle', options, () => pages.top()?.frame.setTitle(options.title)),
    startPullDownRefresh: (options) =>
      settle('startPullDownRefresh', options, () => void pages.top()?.methods.onPullDownRefresh?.()),
    stopPullDownRefresh: (options) => settle('stopPullDownRefresh', options, () => {}),
    pageScrollTo: (options) =>
      settle('pageScrollTo', options, () => {
        const scroller = pages.top()?.frame.scroller
        if (options.selector)
          scroller?.querySelector(selectorInDom(options.selector))?.scrollIntoView({ block: 'start' })
        else scroller?.scrollTo({ top: options.scrollTop ?? 0 })
      }),
  }
}

/** Ids stand in the DOM behind a prefix for each component. */
export function selectorInDom(selector: string): string {
  return selector.replace(/#([\w-]+)/g, '[id$="--$1"]')
}
