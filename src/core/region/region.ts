/** A node of the division tree. `code` is a prefix of the codes below it: 2, 4, 6, 9 or 12 digits. */
export interface Region {
  code: string
  name: string
  /** Only an active village takes reports; it needs a cadre and a deputy on duty to become active. */
  active: boolean
}
