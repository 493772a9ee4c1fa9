import type { CardSize, CardView } from '../../contract/card.ts'
import { dateWords } from '../words/when.ts'
import { cardParts, RUN_OUT_WORDS } from './card-parts.ts'

/** What a card's picture shows. Two alike give the same picture. */
export interface CardPicture {
  card: CardView
  size: CardSize
  /** The day on which it is made, yyyy-mm-dd in China. */
  made: string
  /** What its QR code opens. */
  link: string
}

/** A box of the picture, laid out as CSS lays out flex boxes. */
export interface PictureNode {
  type: 'div' | 'img'
  props: {
    style: Record<string, string | number>
    children?: PictureNode[] | string
    src?: string
    width?: number
    height?: number
  }
}

/** In pixels. A phone shows it at a third, so that the smallest type is still 15 px to the eye. */
export const PICTURE_WIDTH = 1080
const BASE: Record<CardSize, number> = { normal: 56, large: 64, largest: 76 }
const QR_SIDE = 320

const INK = '#161a17'
const SOFT = '#454c47'
const GREEN = '#055f37'
const PALE = '#e5f5ec'
const AMBER = '#6b3f00'
const AMBER_PALE = '#fff3dc'
const WHITE = '#ffffff'

/** The layout of the picture. `code`: the QR code of its link, dark cells true. */
export function pictureTree({ card, size, made }: CardPicture, code: readonly boolean[][]): PictureNode {
  const base = BASE[size]
  const body = [
    ...card.says.map((words) => text(words, { fontSize: base * 1.08, lineHeight: 1.5 })),
    ...cardParts(card).map(({ label, sentences }) => partBox(label, sentences, base)),
    ...(card.warning === null ? [] : [warningBox(base)]),
    box(
      { flexDirection: 'column', gap: 8, paddingTop: 24, borderTop: `3px solid ${PALE}` },
      card.sources.map((words) => text(words, { fontSize: base * 0.72, color: SOFT })),
    ),
  ]
  return box({ flexDirection: 'column', width: PICTURE_WIDTH, backgroundColor: WHITE, color: INK, lineHeight: 1.45 }, [
    box({ flexDirection: 'column', gap: 8, padding: '44px 64px 52px', backgroundColor: GREEN, color: WHITE }, [
      text(`明白卡 · ${card.place}`, { fontSize: base * 0.75 }),
      text(card.title, { fontSize: base * 1.45, fontWeight: 700, lineHeight: 1.3, textWrap: 'balance' }),
    ]),
    box({ flexDirection: 'column', gap: base * 0.55, padding: '52px 64px' }, body),
    footer(code, daysWords(card.date, made), base),
  ])
}

function partBox(label: string, sentences: string[], base: number): PictureNode {
  return box({ flexDirection: 'column', gap: 4, paddingLeft: 28, borderLeft: `10px solid ${GREEN}` }, [
    text(label, { fontSize: base * 0.85, fontWeight: 700, color: GREEN }),
    ...sentences.map((words) => text(words, { fontSize: base })),
  ])
}

function warningBox(base: number): PictureNode {
  return box({ padding: '24px 32px', borderRadius: 20, backgroundColor: AMBER_PALE }, [
    text(RUN_OUT_WORDS, { fontSize: base, fontWeight: 700, color: AMBER }),
  ])
}

function footer(code: readonly boolean[][], days: string, base: number): PictureNode {
  return box({ gap: 44, padding: '44px 64px', backgroundColor: PALE, alignItems: 'center' }, [
    { type: 'img', props: { style: { flexShrink: 0 }, src: codeImage(code), width: QR_SIDE, height: QR_SIDE } },
    box({ flexDirection: 'column', gap: 12, flexShrink: 1, flexGrow: 1, flexBasis: 0 }, [
      text('手机扫一扫，有难处直接说', { fontSize: base, fontWeight: 700 }),
      text(days, { fontSize: base * 0.72, color: SOFT }),
    ]),
  ])
}

function daysWords(holds: string, made: string): string {
  return holds === made ? `${dateWords(made)}做的图` : `按${dateWords(holds)}的规定，${dateWords(made)}做的图`
}

/** With the four light cells around it that scanners need. */
function codeImage(code: readonly boolean[][]): string {
  const side = code.length + 8
  const cells = code.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : [])))
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${cells.join('')}"/></svg>`
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`
}

function box(style: PictureNode['props']['style'], children: PictureNode[]): PictureNode {
  return { type: 'div', props: { style: { display: 'flex', ...style }, children } }
}

function text(words: string, style: PictureNode['props']['style']): PictureNode {
  return { type: 'div', props: { style: { display: 'block', ...style }, children: words } }
}
