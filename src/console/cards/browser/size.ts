// In the head and no module, so that the page is never drawn in another size first.
;(() => {
  const KEY = 'mingbai.size'
  const root = document.documentElement
  /** Where a browser keeps nothing, such as in private mode, reading fails as writing does. */
  const remembered = () => {
    try {
      return localStorage.getItem(KEY)
    } catch {
      return null
    }
  }
  const remember = (size: string) => {
    try {
      localStorage.setItem(KEY, size)
    } catch {}
  }

  function take(size: string) {
    root.dataset.size = size
    for (const link of document.querySelectorAll('.sizes a'))
      if (link instanceof HTMLElement && link.dataset.size === size) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    for (const link of document.querySelectorAll<HTMLAnchorElement>('main a[href^="/cards"], .back[href^="/cards"]')) {
      const url = new URL(link.href)
      if (!url.searchParams.has('size') && !url.pathname.endsWith('.png')) continue
      url.searchParams.set('size', size)
      link.setAttribute('href', `${url.pathname}${url.search}`)
    }
    const kept = document.querySelector<HTMLInputElement>('.search input[name=size]')
    if (kept) kept.value = size
  }

  const size = remembered()
  if (!('chosen' in root.dataset) && size !== null && ['normal', 'large', 'largest'].includes(size)) {
    take(size)
    document.addEventListener('DOMContentLoaded', () => take(size))
  }

  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('.sizes a') : null
    if (!(link instanceof HTMLAnchorElement) || !link.dataset.size) return
    event.preventDefault()
    take(link.dataset.size)
    remember(link.dataset.size)
    // A page that is loaded again, or passed on, has the size that is seen.
    history.replaceState(null, '', link.href)
  })
})()
