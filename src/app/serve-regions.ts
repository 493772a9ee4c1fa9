import type { RegionTree } from '../core/region/region-tree.ts'
import { buildRegionTree } from '../core/region/region-tree.ts'
import type { ChangeFeed, Store } from './ports/store.ts'

/** Region trees in memory, read again when a county's roster or regions change. */
export interface RegionsInMemory {
  of: (county: string) => RegionTree | null
  counties: () => string[]
  /** Reads a county's tree now, such as one that was just set up. */
  load: (county: string) => Promise<void>
  stop: () => void
}

/**
 * Serves every county that the database has.
 * @param known counties of this deployment. Everybody may read which places there are, so each of them can list the others.
 */
export async function serveRegions(
  store: Store,
  feed: ChangeFeed,
  known: string[],
  onError: (error: unknown) => void,
): Promise<RegionsInMemory> {
  const trees = new Map<string, { tree: RegionTree; begun: number }>()
  let loads = 0
  const load = async (county: string) => {
    const begun = ++loads
    const regions = await store.transaction({ kind: 'system', county }, (tx) => tx.regions.ofCounty(county))
    // Two loads may overtake one another; the one that began later has read no less.
    if (begun < (trees.get(county)?.begun ?? 0)) return
    if (regions.some((region) => region.code === county))
      trees.set(county, { tree: buildRegionTree(county, regions), begun })
  }
  const loadAll = async () => {
    const [home] = known
    if (home === undefined) return
    const counties = await store.transaction({ kind: 'system', county: home }, (tx) => tx.regions.counties())
    await Promise.all(counties.map(({ code }) => load(code)))
  }

  // Before the first load, or what changes in between would be missed.
  const stop = feed.subscribe((change) => {
    if (change === 'resync') loadAll().catch(onError)
    else if (change.topic === 'roster') load(change.county).catch(onError)
  })
  try {
    await loadAll()
  } catch (error) {
    stop()
    throw error
  }
  return { load, of: (county) => trees.get(county)?.tree ?? null, counties: () => [...trees.keys()], stop }
}
