import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readXml, writeXml } from '../../../src/adapters/channels/wechat-xml.ts'
import { publicBody, publicVectors } from './vectors.fixture.ts'

const read = (text: string) => readXml(text, 10_000)
const refusalOf = (text: string) => {
  const result = read(text)
  return 'refused' in result ? result.refused : null
}

describe('XML of callbacks', () => {
  it('keeps every value a string, as it stands', () => {
    expect(read('<xml><A>007</A><B><![CDATA[ x ]]></B><C>9223372036854775807</C><D></D><E/><F>true</F></xml>')).toEqual(
      {
        fields: { A: '007', B: ' x ', C: '9223372036854775807', D: '', E: '', F: 'true' },
      },
    )
  })

  it('reads what stands in what, and lists', () => {
    expect(read('\ufeff<?xml version="1.0"?>\n<xml>\n<L><I>\n<N>1</N></I> <I><N>2</N></I></L>\n</xml>\n')).toEqual({
      fields: { L: { I: [{ N: '1' }, { N: '2' }] } },
    })
    expect(read('<xml></xml>')).toEqual({ fields: {} })
    expect(read('<xml> \n </xml>')).toEqual({ fields: {} })
  })

  it('takes no entity for more than its letters', () => {
    expect(read('<xml><A>&amp;lt; &#65; &x;</A></xml>')).toEqual({ fields: { A: '&amp;lt; &#65; &x;' } })
  })

  it.each([
    ['', 'broken'],
    ['   ', 'broken'],
    ['hello', 'broken'],
    ['{"a":1}', 'broken'],
    ['<xml>', 'broken'],
    ['<xml><A>1</xml>', 'broken'],
    ['<xml><A>1</B></xml>', 'broken'],
    ['<xml><A>1</A></xml', 'broken'],
    ['<xml><A><![CDATA[1</A></xml>', 'broken'],
    ['<xml><!-- </xml>', 'broken'],
    ['<xml></xml>x', 'broken'],
    ['<![CDATA[x]]><xml></xml>', 'broken'],
    ['<xml></xml></xml>', 'broken'],
    ['<xml><1/></xml>', 'broken'],
    ['<xml><></></xml>', 'broken'],
    ['<xml><__proto__>1</__proto__></xml>', 'broken'],
    ['<xml><constructor>1</constructor></xml>', 'broken'],
    ['<xml>only words</xml>', 'broken'],
    ['<xml></xml><xml></xml>', 'wrong_root'],
    ['<html></html>', 'wrong_root'],
    ['<xml/><xml/>', 'wrong_root'],
    ['<!DOCTYPE xml><xml></xml>', 'declaration'],
    ['<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><xml><A>&c;</A></xml>', 'declaration'],
    ['<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml></xml>', 'declaration'],
    ['<xml><!ENTITY a "b"></xml>', 'declaration'],
    ['<xml><?php x ?></xml>', 'declaration'],
    [`<xml>${'<a>'.repeat(11)}${'</a>'.repeat(11)}</xml>`, 'too_deep'],
    [`<xml>${'<a/>'.repeat(501)}</xml>`, 'too_many'],
    [`<xml><A>${'好'.repeat(4_000)}</A></xml>`, 'too_large'],
  ])('refuses what is no such body (%#)', (text, why) => {
    expect(refusalOf(text)).toBe(why)
  })

  it('never throws', () => {
    const pieces = fc.constantFrom(
      '<xml>',
      '</xml>',
      '<A>',
      '</A>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?',
      '?>',
      '>',
      '<',
      '&',
      'x',
      ' ',
      '/',
      '<A a="',
      '"',
    )
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 20 }),
        (parts) => void expect(() => read(parts.join(''))).not.toThrow(),
      ),
    )
  })

  it('writes what it reads, ]]> too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(']]>', ']', '>', '<A>', '&', '好', ' ', '\n', ']]'), { minLength: 1, maxLength: 12 }),
        (parts) => {
          const text = parts.join('')
          expect(read(writeXml({ Content: text, CreateTime: 7 }))).toEqual({
            fields: { Content: text, CreateTime: '7' },
          })
        },
      ),
    )
  })

  const bodies = publicVectors('xml-index.json')
  it.skipIf(bodies === null)('reads each published body as the object that it must be', () => {
    for (const { file, expected } of bodies ?? [])
      expect(readXml(publicBody(file), 64 * 1024), file).toEqual({ fields: expected })
    expect(bodies?.length).toBe(60)
  })
})
