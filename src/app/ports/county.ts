import type { Region } from '../../core/region/region.ts'
import type { Cadre, Duty, Roster } from '../../core/routing/roster.ts'
import type { Sealed } from '../../core/sealed.ts'

export interface Regions {
  ofCounty(county: string): Promise<Region[]>
  counties(): Promise<Region[]>
  put(regions: Region[]): Promise<void>
  activate(codes: string[]): Promise<void>
}

export type CadreToPut = Cadre & { phone: Sealed | null; demo: boolean }

export interface RosterStore {
  /** All cadres of the county with the duties that are in force on the day (yyyy-mm-dd). */
  onDay(county: string, day: string): Promise<Roster>
  /** Ids of those cadres who belong to an invented county. */
  invented(county: string): Promise<Set<string>>
  putCadres(cadres: CadreToPut[]): Promise<void>
  putDuties(county: string, duties: Duty[]): Promise<void>
  /** The system alone is told. */
  phoneOf(cadreId: string): Promise<Sealed | null>
}
