import type { Pages } from '../pages.ts'
import { device } from './device.ts'
import { media } from './media.ts'
import { navigation } from './navigation.ts'
import { network } from './network.ts'
import { place } from './place.ts'
import { query } from './query.ts'
import { share } from './share.ts'
import type { Simulated } from './simulated.ts'
import { sound } from './sound.ts'
import { storage } from './storage.ts'
import { talk } from './talk.ts'

interface Phone {
  pages: Pages
  onApp: { shows: Set<(arrival: never) => void>; hides: Set<() => void> }
}

/** `wx` as far as our pages use it. Whatever is not simulated throws by its name: nothing fails in silence. */
export function makeWx({ pages, onApp }: Phone): Simulated {
  const simulated: Simulated = {
    ...network,
    ...storage,
    ...navigation(pages),
    ...talk,
    ...device,
    ...place,
    ...media,
    ...sound,
    ...query(pages),
    ...share(pages),
    onAppShow: (listener) => void onApp.shows.add(listener as (arrival: never) => void),
    offAppShow: (listener) => void onApp.shows.delete(listener as (arrival: never) => void),
    onAppHide: (listener) => void onApp.hides.add(listener as () => void),
    offAppHide: (listener) => void onApp.hides.delete(listener as () => void),
    canIUse: (schema) => (schema.split('.')[0] ?? '') in simulated,
  }
  return onlyWhatIsThere(simulated)
}

export function onlyWhatIsThere<T extends object>(simulated: T): T {
  return new Proxy(simulated, {
    get(target, name) {
      if (name in target || typeof name === 'symbol') return Reflect.get(target, name)
      throw new Error(`wx.${name} is not simulated`)
    },
  })
}
