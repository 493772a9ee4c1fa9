import {
  CARD_KIND_LABEL,
  CARD_KINDS,
  type CardFinding,
  type CardList,
  type CardSummary,
  MAX_QUESTION,
} from '../../contract/card.ts'
import { chatAddress } from '../../core/region/chat-address.ts'
import { html, type Markup } from '../html.ts'
import { type Asked, cardAddress, listAddress, sayAddress } from './links.ts'
import { dayLine, wholePage } from './page.ts'

/** All cards of the place by kind, and a box to ask in. `q`: without private numbers, for it is shown and stands in links. */
export function listPage({ cards, found, region, place }: CardList, asked: Asked, q: string | undefined): string {
  const chat = chatAddress('', region)
  const say = sayAddress(chat, q)
  const kinds = CARD_KINDS.map((kind) => ({ kind, of: cards.filter((card) => card.kind === kind) }))
    .filter(({ of }) => of.length > 0)
    .map(
      ({ kind, of }) => html`<section class="kind">
<h2>${CARD_KIND_LABEL[kind]}</h2>
${list(of, asked)}
</section>
`,
    )
  const none = html`<p class="answer">这里还没有明白卡。<a class="press" href="${say}">有难处，去说一说</a></p>`
  const main = html`<h1>${place}的明白卡</h1>
${dayLine(asked.date, listAddress({ ...asked, date: undefined }, q))}
<form class="search" action="/cards" method="get" role="search">
  <label for="q">想问什么，用平常的话写</label>
  <div class="ask"><input id="q" name="q" type="search" value="${q ?? ''}" maxlength="${MAX_QUESTION}" autocomplete="off" enterkeyhint="search"><button class="press primary">找一找</button></div>
  ${kept(asked)}
</form>
${found ? answer(found, asked, say) : null}
${kinds.length > 0 ? kinds : none}`
  return wholePage(
    {
      title: `${place}的明白卡`,
      asked,
      at: (size) => listAddress({ ...asked, size }, q),
      back: { href: chat, label: '回去说话' },
    },
    main,
  )
}

/** A page in place of a card or list that is not there. */
export function nothingPage(words: string, asked: Asked, county: string): string {
  const { size } = asked
  const main = html`<h1>没有找到</h1>
<p class="answer">${words}</p>
<p class="actions"><a class="press primary" href="${listAddress({ size })}">看全部明白卡</a></p>`
  const back = { href: chatAddress('', county), label: '回去说话' }
  return wholePage({ title: '没有找到', asked, at: (each) => listAddress({ size: each }), back }, main)
}

function answer({ kind, cards, notes }: CardFinding, asked: Asked, say: string): Markup {
  const said = notes.map((words) => html`<p>${words}</p>`)
  switch (kind) {
    case 'answered':
      return html`<section class="answer" aria-label="找到了"><h2>说的是这张</h2>${said}${list(cards, asked)}</section>`
    case 'close':
      return html`<section class="answer" aria-label="找到两张"><h2>您问的是哪一张？</h2>${list(cards, asked)}</section>`
    case 'unanswered':
      return html`<section class="answer" aria-label="没有写到"><h2>这里没有写到</h2>
<p>您问的这件事，手上的文件没有写到，不敢乱说。</p>
<p><a class="press primary" href="${say}">去说一说，干部来回答</a></p></section>`
  }
}

function list(cards: CardSummary[], asked: Asked): Markup {
  return html`<ul>${cards.map(
    ({ id, title, forWhom }) =>
      html`<li><a class="press entry" href="${cardAddress(id, asked)}"><b>${title}</b><span>给谁：${forWhom}</span></a></li>\n`,
  )}</ul>`
}

/** The question keeps place, day and size. */
function kept(asked: Asked): Markup[] {
  return Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [html`<input type="hidden" name="${name}" value="${value}">`],
  )
}
