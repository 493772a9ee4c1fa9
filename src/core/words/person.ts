import { CADRE_ROLE_LABEL, type CadreRole } from '../../contract/terms.ts'

/** 王**: enough to recognise a neighbour by in a list, too little to publish him. */
export function maskName(name: string): string {
  // （未说明） stands where there is no name to hide.
  if (name.startsWith('（')) return name
  const [first, ...rest] = name
  return first === undefined ? '' : first + '*'.repeat(Math.max(1, rest.length))
}

/** 王建国（村干部） */
export function cadreWords(cadre: { name: string; role: CadreRole }): string {
  return `${cadre.name}（${CADRE_ROLE_LABEL[cadre.role]}）`
}
