import type { Pages } from '../pages.ts'
import { selectorInDom } from './navigation.ts'
import type { Simulated } from './simulated.ts'

type Then = ((result: unknown) => void) | undefined
type Question = { ask: () => unknown; answer: Then }

/** Where things stand on the page that is shown. */
export function query(pages: Pages): Simulated {
  return { createSelectorQuery: () => selectorQuery(() => pages.top()?.frame.scroller ?? document.body) }
}

function selectorQuery(scroller: () => HTMLElement) {
  const questions: Question[] = []
  const all = (selector: string) => [...scroller().querySelectorAll(selectorInDom(selector))]
  const self = {
    in: () => self,
    select: (selector: string) => nodes(() => all(selector).slice(0, 1), false),
    selectAll: (selector: string) => nodes(() => all(selector), true),
    selectViewport: () => nodes(() => [scroller()], false),
    exec(then?: (results: unknown[]) => void) {
      requestAnimationFrame(() => {
        const results = questions.map(({ ask }) => ask())
        for (const [at, question] of questions.entries()) question.answer?.(results[at])
        then?.(results)
      })
      return self
    },
  }
  function nodes(find: () => Element[], many: boolean) {
    const asked = (measure: (element: Element) => object) => (then?: (result: never) => void) => {
      const ask = () => (many ? find().map(measure) : (find().map(measure)[0] ?? null))
      questions.push({ ask, answer: then as Then })
      return self
    }
    return { boundingClientRect: asked(rect), scrollOffset: asked(offset) }
  }
  return self
}

function rect(element: Element) {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
  return { id: element.id.split('--').at(-1) ?? '', dataset: {}, left, top, right, bottom, width, height }
}

function offset(element: Element) {
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = element
  return { id: '', dataset: {}, scrollLeft, scrollTop, scrollWidth, scrollHeight }
}
