/**
 * When a broadcast is to go out, by what stands in the form: now says no time. A date or hour that was emptied is asked for and never sent
 * as an empty text. `day` is yyyy-mm-dd in China.
 */
export function scheduledAt(when: string, day: string, hour: string): { at?: string } | { missing: string } {
  if (when !== 'then') return {}
  if (day === '') return { missing: '请选哪天发。' }
  if (hour === '') return { missing: '请选几点发。' }
  return { at: new Date(`${day}T${hour.padStart(2, '0')}:00:00+08:00`).toISOString() }
}
