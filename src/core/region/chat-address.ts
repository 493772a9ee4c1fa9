const VILLAGE_DIGITS = 12
const COUNTY_DIGITS = 6

/** Where somebody of this place (division code) opens the chat: the village is known then, or at least the county. */
export function chatAddress(base: string, region: string): string {
  return region.length === VILLAGE_DIGITS
    ? `${base}/?village=${region}`
    : `${base}/?county=${region.slice(0, COUNTY_DIGITS)}`
}
