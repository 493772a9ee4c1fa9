import { fileUrl } from '../files.ts'
import { rootFontSize } from '../type-size.ts'
import { allShown, type Builtin } from './builtin.ts'

const FIT: Record<string, string> = {
  aspectFit: 'contain',
  aspectFill: 'cover',
  widthFix: 'contain',
  heightFix: 'contain',
}

export const image: Builtin = {
  properties: {
    src: String,
    mode: { type: String, value: 'scaleToFill' },
    lazyLoad: Boolean,
    showMenuByLongpress: Boolean,
    webp: Boolean,
  },
  isLeaf: true,
  make(self) {
    const dom = document.createElement('img')
    dom.alt = ''
    dom.addEventListener('load', () => self.emit('load', { width: dom.naturalWidth, height: dom.naturalHeight }))
    dom.addEventListener('error', () => self.emit('error', { errMsg: `image:fail ${self.text('src')}` }))
    return {
      attached() {
        self.host.append(dom)
      },
      changed: {
        ...allShown(self, ['mode']),
        async src(value) {
          const url = await fileUrl(String(value))
          if (String(value) !== self.text('src')) return
          if (url) dom.src = url
          else dom.removeAttribute('src')
        },
        mode(value) {
          self.host.setAttribute('mode', String(value))
          dom.style.objectFit = FIT[String(value)] ?? 'fill'
        },
        ariaLabel(value) {
          dom.alt = String(value)
        },
      },
    }
  },
}

export const scrollView: Builtin = {
  properties: {
    scrollX: Boolean,
    scrollY: Boolean,
    scrollTop: Number,
    scrollLeft: Number,
    scrollIntoView: String,
    scrollWithAnimation: Boolean,
    upperThreshold: { type: Number, value: 50 },
    lowerThreshold: { type: Number, value: 50 },
    enableFlex: Boolean,
    enhanced: Boolean,
    showScrollbar: { type: Boolean, value: true },
    enableBackToTop: Boolean,
    type: String,
  },
  make(self) {
    const { host } = self
    let isLow = false
    return {
      attached() {
        // What scrolls can be scrolled by the keyboard, too.
        if (self.is('scrollY') || self.is('scrollX')) host.tabIndex = 0
        host.addEventListener('scroll', () => {
          const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = host
          self.emit('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth })
          const low = scrollHeight - scrollTop - host.clientHeight < self.number('lowerThreshold')
          if (low && !isLow) self.emit('scrolltolower', { direction: 'bottom' })
          if (scrollTop <= 0) self.emit('scrolltoupper', { direction: 'top' })
          isLow = low
        })
      },
      changed: {
        ...allShown(self, ['scrollX', 'scrollY', 'enableFlex']),
        scrollTop(value) {
          host.scrollTop = Number(value)
        },
        scrollLeft(value) {
          host.scrollLeft = Number(value)
        },
        scrollIntoView(value) {
          // What it names may be drawn in the same step.
          if (value) requestAnimationFrame(() => named(host, String(value))?.scrollIntoView({ block: 'start' }))
        },
      },
    }
  },
}

/** Ids stand in the DOM with a prefix for each component. */
function named(host: HTMLElement, id: string): Element | null {
  return host.querySelector(`[id$="--${CSS.escape(id)}"], [id="${CSS.escape(id)}"]`)
}

export const swiper: Builtin = {
  properties: {
    current: Number,
    indicatorDots: Boolean,
    autoplay: Boolean,
    interval: Number,
    duration: Number,
    circular: Boolean,
  },
  make: (self) => ({
    attached() {
      self.host.tabIndex = 0
      self.host.addEventListener('scrollend', () => {
        const current = Math.round(self.host.scrollLeft / self.host.clientWidth)
        if (current === self.number('current')) return
        self.keep('current', current)
        self.emit('change', { current, source: 'touch' })
      })
    },
    changed: {
      current(value) {
        requestAnimationFrame(() => self.host.scrollTo({ left: Number(value) * self.host.clientWidth }))
      },
    },
  }),
}

export const swiperItem: Builtin = { properties: { itemId: String } }

export const pageMeta: Builtin = {
  properties: { rootFontSize: String, pageStyle: String, backgroundTextStyle: String, backgroundColor: String },
  make: (self) => ({
    changed: {
      rootFontSize: (value) => rootFontSize(self.host, String(value)),
      pageStyle(value) {
        const page = self.host.closest('wx-page')
        if (page instanceof HTMLElement) page.style.cssText = String(value)
      },
    },
  }),
}
