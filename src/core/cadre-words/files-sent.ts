/** Pictures and recordings that a cadre sends from his chat. */
export type FileKind = 'picture' | 'voice'

/** House rule: what comes within half an hour is of one home; later he may be at another door. */
export const OF_ONE_HOME_MS = 30 * 60_000

export function isOfKind(mime: string, kind: FileKind): boolean {
  return mime.startsWith(kind === 'picture' ? 'image/' : 'audio/')
}

/** The ids of the last and of those before it that came without a longer pause: others are of another home. @param files oldest first */
export function sentTogether(files: readonly { id: string; at: Date }[]): string[] {
  const first = files.findLastIndex(({ at }, nth) => {
    const before = files[nth - 1]
    return !before || at.getTime() - before.at.getTime() > OF_ONE_HOME_MS
  })
  return files.slice(Math.max(first, 0)).map(({ id }) => id)
}
