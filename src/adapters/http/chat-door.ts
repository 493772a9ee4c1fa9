import type { Deps } from '../../app/deps.ts'
import { type Door, makeGuestToken, readGuestToken } from '../../app/door.ts'
import { isRefusal, type Refusal } from '../../app/refusal.ts'
import type { Hello } from '../../contract/chat.ts'

/** Digits of a county's code; a village's code starts with them. */
const COUNTY_DIGITS = 6

/** Lets somebody in: with the token he has, or as a new guest of the county that he names, or that his village is in. */
export function enterChat(
  deps: Deps,
  home: string,
  hello: Pick<Hello, 'token' | 'village' | 'county'>,
): { door: Door; token: string } | Refusal {
  const ofVillage = hello.village && hello.village.length > COUNTY_DIGITS ? hello.village.slice(0, COUNTY_DIGITS) : home
  const token = hello.token ?? guestOf(deps, hello.county ?? ofVillage)
  if (token === null) return { refused: 'unknown_county' }
  const door = knownDoor(deps, token, hello.village)
  return isRefusal(door) ? door : { door, token }
}

/** The door of a known token. A token that is ours stays good while its county is not served, such as before it is loaded. */
export function knownDoor(deps: Deps, token: string, village: string | undefined): Door | Refusal {
  const who = readGuestToken(deps, token)
  if (!who) return { refused: 'bad_token' }
  const regions = deps.regions(who.county)
  if (!regions) return { refused: 'unknown_county' }
  // A village code from elsewhere, or out of use, is as good as none: the chat asks for the village then.
  return { ...who, village: village && regions.get(village) ? village : null }
}

function guestOf(deps: Deps, county: string): string | null {
  return deps.regions(county) ? makeGuestToken(deps, county) : null
}

export function personKey(door: Door): string {
  return `${door.county}/${door.channel}/${door.userId}`
}
