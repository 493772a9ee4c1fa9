import { made, openDialog } from '../sheet.ts'
import { Failed, settle } from './settle.ts'
import type { Simulated } from './simulated.ts'

function position(): Promise<GeolocationCoordinates> {
  const { promise, resolve, reject } = Promise.withResolvers<GeolocationCoordinates>()
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => resolve(coords),
    ({ code }) => reject(new Failed(code === 1 ? 'auth deny' : 'system permission denied')),
    { timeout: 10_000 },
  )
  return promise
}

export const place: Simulated = {
  getLocation: (options) =>
    settle('getLocation', options, async () => {
      const { latitude, longitude, accuracy, altitude, speed } = await position()
      return {
        latitude,
        longitude,
        accuracy,
        altitude: altitude ?? 0,
        speed: speed ?? -1,
        horizontalAccuracy: accuracy,
        verticalAccuracy: 0,
      }
    }),
  /** There is no map here: the place is where the phone is, and has the name that is written. */
  chooseLocation: (options) =>
    settle('chooseLocation', options, async () => {
      const field = made('input', '')
      field.setAttribute('aria-label', '地方的名字')
      if (!(await openDialog({ title: '选个地方', text: '用手机现在的位置', field, confirm: '确定', cancel: '取消' })))
        throw new Failed('cancel')
      const { latitude, longitude } = await position()
      return { name: field.value, address: field.value, latitude, longitude }
    }),
  openLocation: (options) =>
    settle('openLocation', options, async () => {
      const { name = '', address = '', latitude, longitude } = options
      await openDialog({
        title: name || '位置',
        text: `${address}\n${latitude}, ${longitude}`,
        confirm: '关闭',
        cancel: '',
      })
    }),
}
