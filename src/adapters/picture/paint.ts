import { createHash } from 'node:crypto'
import { renderAsync } from '@resvg/resvg-js'
import satori from 'satori'
import { encode } from 'uqr'
import type { DrawnPicture } from '../../app/ports/pictures.ts'
import { type CardPicture, PICTURE_WIDTH, type PictureNode, pictureTree } from '../../core/card/picture.ts'
import { commonFonts, FONT_NAME, type Font, sliceFont, slicesFor } from './font.ts'

let fonts: Font[] | null = null
const slices = new Set<string>()

/** @throws MissingCharacter where no font has a character: better no picture than a box in place of a word. */
export async function paint(picture: CardPicture): Promise<DrawnPicture> {
  fonts ??= await commonFonts()
  const tree = pictureTree(picture, encode(picture.link, { ecc: 'M', border: 0 }).data)
  const svg = await laidOut(tree)
  const png = (await renderAsync(svg, { font: { loadSystemFonts: false } })).asPng()
  return { png, etag: `"${createHash('sha256').update(png).digest('base64url').slice(0, 22)}"` }
}

/** Laid out again with more of the font, until nothing is missing. */
async function laidOut(tree: PictureNode): Promise<string> {
  const missing = new Set<string>()
  const whole = { ...tree, props: { ...tree.props, style: { ...tree.props.style, fontFamily: FONT_NAME } } }
  const svg = await satori(whole as Parameters<typeof satori>[0], {
    width: PICTURE_WIDTH,
    fonts: fonts ?? [],
    loadAdditionalAsset: async (_language, characters) => {
      for (const each of characters) missing.add(each)
      return []
    },
  })
  if (missing.size === 0) return svg
  const further = (await slicesFor(missing)).filter((slice) => !slices.has(slice))
  if (further.length === 0) throw new MissingCharacter([...missing])
  for (const slice of further) slices.add(slice)
  // A new list: the layout keeps what it knows of fonts by the list itself.
  fonts = [...(fonts ?? []), ...(await Promise.all(further.map(sliceFont)))]
  return laidOut(tree)
}

class MissingCharacter extends Error {
  override name = 'MissingCharacter'
  constructor(characters: string[]) {
    const codes = characters.map((each) => `U+${each.codePointAt(0)?.toString(16).toUpperCase()}`)
    super(`the font has no ${codes.join(' ')}`)
  }
}
