import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { renderAsync } from '@resvg/resvg-js'
import satori from 'satori'
import { encode } from 'uqr'
import type { DrawnPicture } from '../../app/ports/pictures.ts'
import { type CardPicture, PICTURE_WIDTH, pictureTree } from '../../core/card/picture.ts'

const NAME = 'Noto Sans SC'
const FILES = join(dirname(createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/package.json')), 'files')

async function fonts() {
  const read = async (weight: 400 | 700) => ({
    name: NAME,
    weight,
    style: 'normal' as const,
    data: await readFile(join(FILES, `noto-sans-sc-chinese-simplified-${weight}-normal.woff`)),
  })
  return Promise.all([read(400), read(700)])
}
let loaded: ReturnType<typeof fonts> | null = null

/** @throws where the font lacks a character: better no picture than a box in place of a word. */
export async function paint(picture: CardPicture): Promise<DrawnPicture> {
  loaded ??= fonts()
  const tree = pictureTree(picture, encode(picture.link, { ecc: 'M', border: 0 }).data)
  const whole = { ...tree, props: { ...tree.props, style: { ...tree.props.style, fontFamily: NAME } } }
  const svg = await satori(whole as Parameters<typeof satori>[0], {
    width: PICTURE_WIDTH,
    fonts: await loaded,
    loadAdditionalAsset: async (_language, characters) => {
      throw new MissingCharacter(characters)
    },
  })
  const png = (await renderAsync(svg, { font: { loadSystemFonts: false } })).asPng()
  return { png, etag: `"${createHash('sha256').update(png).digest('base64url').slice(0, 22)}"` }
}

export class MissingCharacter extends Error {
  override name = 'MissingCharacter'
  constructor(characters: string) {
    const codes = [...characters].map((each) => `U+${each.codePointAt(0)?.toString(16).toUpperCase()}`)
    super(`the font has no ${codes.join(' ')}`)
  }
}
