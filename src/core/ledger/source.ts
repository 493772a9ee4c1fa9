import type { FactSource } from './ledger.ts'

/** Whether somebody looked or told; a list that was loaded never takes the place of what he said. */
export function isPerson(source: FactSource): boolean {
  switch (source.kind) {
    case 'visit':
    case 'cadre':
    case 'self_report':
      return true
    case 'department':
    case 'import':
      return false
  }
}

export function sourceWords(source: FactSource): string {
  switch (source.kind) {
    case 'visit':
      return `${source.name}走访`
    case 'cadre':
      return `${source.name}录入`
    case 'self_report':
      return '农户自己申报'
    case 'department':
      return `${source.name}的数据`
    case 'import':
      return `导入（${source.name}）`
  }
}

/** What tells one list from another: a newer one of the same name takes the older one's place. */
export function sourceKey(source: FactSource): string {
  switch (source.kind) {
    case 'visit':
    case 'cadre':
      return `cadre/${source.cadreId}`
    case 'self_report':
      return `lead/${source.leadId}`
    case 'department':
    case 'import':
      return `${source.kind}/${source.name}`
  }
}
