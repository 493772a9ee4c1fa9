/** At most so many characters of it, `end` included where something is cut off; never half of a number, masked or not. */
export function cut(words: string, most: number, end = ''): string {
  const letters = [...words]
  if (letters.length <= most) return words
  const kept = letters.slice(0, most - [...end].length)
  const next = letters[kept.length] ?? ''
  const inNumber = /[\d*]/.test(next) && /[\d*]/.test(kept.at(-1) ?? '')
  const whole = kept.join('')
  return `${(inNumber ? whole.replace(/[\d*]+$/, '') : whole).replace(/[，,、\s]+$/, '')}${end}`
}
