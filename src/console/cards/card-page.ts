import { renderSVG } from 'uqr'
import type { CardView } from '../../contract/card.ts'
import { cardParts, RUN_OUT_WORDS } from '../../core/card/card-parts.ts'
import { chatAddress } from '../../core/region/chat-address.ts'
import { html, Markup } from '../html.ts'
import { type Asked, cardAddress, listAddress, pictureAddress } from './links.ts'
import { dayLine, wholePage } from './page.ts'

/** One card, to be read, heard, printed and passed on. On paper a code stands below it; `site` is where it leads: the address of this site. */
export function cardPage(card: CardView, asked: Asked, site: string): string {
  const parts = cardParts(card).map(
    ({ label, sentences }) => html`<section class="part">
<h2>${label}</h2>
${sentences.map((words) => html`<p>${words}</p>\n`)}</section>
`,
  )
  const main = html`<article class="card">
<p class="place">明白卡 · ${card.place}</p>
${dayLine(asked.date, cardAddress(card.id, { ...asked, date: undefined }))}
<h1 data-say="${card.title}">${card.title}</h1>
<p class="actions">
  <button type="button" class="press primary" id="read-aloud" hidden>念给我听</button>
  <a class="press" href="${pictureAddress(card.id, asked)}" download="${card.title}.png">存图片</a>
</p>
${card.says.map((words) => html`<p class="says" data-say="${words}">${words}</p>\n`)}
${card.warning === null ? null : html`<p class="warning">${RUN_OUT_WORDS}</p>`}
${parts}
<section class="part sources">
<h2>依据</h2>
${card.sources.map((words) => html`<p>${words.replace(/^依据：/, '')}</p>\n`)}${card.warning === null ? null : html`<p>${card.warning}</p>`}
</section>
</article>
<section class="on-paper">
${new Markup(renderSVG(chatAddress(site, card.region), { border: 4 }))}
<p>手机扫一扫，有难处直接说</p>
</section>
<p class="actions onward">
  <a class="press primary" href="${chatAddress('', card.region)}">有难处、有问题，去说一说</a>
  <a class="press" href="${listAddress(asked)}">看别的明白卡</a>
</p>
<p id="reading" class="reading" role="status" hidden></p>
<script type="application/json" id="audio">${inScript([card.title, ...card.audio])}</script>`
  return wholePage(
    {
      title: `${card.title} · 明白卡`,
      asked,
      at: (size) => cardAddress(card.id, { ...asked, size }),
      back: { href: listAddress(asked), label: '全部明白卡' },
      scripts: ['read-aloud.js'],
    },
    main,
  )
}

function inScript(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replaceAll('<', '\\u003c'))
}
