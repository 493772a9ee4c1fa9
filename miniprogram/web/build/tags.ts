/** WeChat's own components as far as the browser has them; see `../runtime/builtin/define.ts`. */
export const BUILTIN_TAGS = [
  'view',
  'text',
  'button',
  'navigator',
  'form',
  'label',
  'input',
  'textarea',
  'image',
  'picker',
  'swiper',
  'swiper-item',
  'switch',
  'checkbox',
  'checkbox-group',
  'radio',
  'radio-group',
  'scroll-view',
  'page-meta',
] as const
export type BuiltinTag = (typeof BUILTIN_TAGS)[number]

/** Of the template language itself. */
const LANGUAGE = ['block', 'slot', 'template', 'import', 'include']

const TAG = /<([a-z][\w-]*)|<!--[\s\S]*?-->/g

/** Tags that are neither WeChat's nor of a component that the page uses: the compiler takes them, and nothing would be seen. */
export function unknownTags(wxml: string, using: string[]): string[] {
  const known = new Set<string>([...BUILTIN_TAGS, ...LANGUAGE, ...using])
  const tags = [...wxml.matchAll(TAG)].flatMap(([, tag]) => (tag ? [tag] : []))
  return [...new Set(tags.filter((tag) => !known.has(tag)))]
}
