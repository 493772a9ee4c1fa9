/** Figures as people say them one by one. */
export const SPOKEN: Record<string, string> = {
  零: '0',
  〇: '0',
  一: '1',
  幺: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
}

export function isFigure(char: string): boolean {
  return char >= '0' && char <= '9'
}

/** A mobile number parted as people part them. */
export const PARTED_PHONE = /1[3-9]\d(?:[ \-./·•・‧_~()\n,，、\u2010-\u2012\u2212]{1,3}\d{4}){2}/g
