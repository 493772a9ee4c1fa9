import type { RegionTree } from '../core/region/region-tree.ts'
import { buildRegionTree } from '../core/region/region-tree.ts'
import type { ChangeFeed, Store } from './ports.ts'

/** Region trees in memory, read again when a county's roster or regions change. */
export interface RegionsInMemory {
  of: (county: string) => RegionTree | null
  counties: () => string[]
  /** Reads a county's tree now, such as one that was just set up. */
  load: (county: string) => Promise<void>
  stop: () => void
}

/** @param known counties of this deployment; read from the database at start. */
export async function serveRegions(
  store: Store,
  feed: ChangeFeed,
  known: string[],
  onError: (error: unknown) => void,
): Promise<RegionsInMemory> {
  const trees = new Map<string, RegionTree>()
  const load = async (county: string) => {
    const regions = await store.transaction({ kind: 'system', county }, (tx) => tx.regions.ofCounty(county))
    if (regions.some((region) => region.code === county)) trees.set(county, buildRegionTree(county, regions))
  }
  await Promise.all(known.map(load))
  const stop = feed.subscribe((change) => {
    const counties = change === 'resync' ? [...trees.keys()] : change.topic === 'roster' ? [change.county] : []
    for (const county of counties) load(county).catch(onError)
  })
  return { load, of: (county) => trees.get(county) ?? null, counties: () => [...trees.keys()], stop }
}
