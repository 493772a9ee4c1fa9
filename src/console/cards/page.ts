import { CARD_SIZES, type CardSize } from '../../contract/card.ts'
import { dateWords } from '../../core/words/when.ts'
import { html, Markup } from '../html.ts'
import type { Asked } from './links.ts'

const SIZE_LABEL: Record<CardSize, string> = { normal: '标准', large: '大字', largest: '特大' }

export interface PageOptions {
  title: string
  asked: Asked
  /** Address of this very page at a size of type. */
  at: (size: CardSize) => string
  /** Leads up: back to the chat or to all cards. */
  back: { href: string; label: string }
  scripts?: string[]
}

/** Whoever follows an old link learns that it tells of another day. `today`: address of the same page for today. */
export function dayLine(date: string | undefined, today: string): Markup | null {
  return date === undefined
    ? null
    : html`<p class="place">按${dateWords(date)}的规定。<a class="press" href="${today}">看今天的</a></p>`
}

/** What every page of cards has: the way back and the size of the type, which works without scripts too. */
export function wholePage({ title, asked, at, back, scripts = [] }: PageOptions, main: Markup): string {
  const { size } = asked
  const sizes = CARD_SIZES.map(
    (each) =>
      html`<a class="press" href="${at(each)}" data-size="${each}"${each === (size ?? 'normal') ? CURRENT : null}>${SIZE_LABEL[each]}</a>`,
  )
  return html`${DOCTYPE}
<html lang="zh-CN" data-size="${size ?? 'normal'}"${size === undefined ? null : CHOSEN}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/demo/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/cards/style.css">
<script src="/cards/size.js"></script>
${scripts.map((name) => html`<script type="module" src="/cards/${name}"></script>`)}
</head>
<body>
<header class="bar">
  <a class="press back" href="${back.href}">‹ ${back.label}</a>
  <nav class="sizes" aria-label="字的大小">${sizes}</nav>
</header>
<main>
${main}
</main>
</body>
</html>
`.text
}

const DOCTYPE = new Markup('<!doctype html>')
const CURRENT = new Markup(' aria-current="true"')
/** The address says how large, so what this browser remembers does not count. */
const CHOSEN = new Markup(' data-chosen')
