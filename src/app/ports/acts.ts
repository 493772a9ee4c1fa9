/** What a cadre did under an id of his own device, so that the same sent again is known. */
export interface CadreAct {
  id: string
  cadreId: string
  /** What was done, such as `case_command`, and to what. */
  act: string
  subject: string
  at: Date
}

export interface CadreActs {
  /**
   * Waits for whoever is doing an act of this id just now. `known`: this very act is done. `taken`: the id is another act's, or
   * somebody else's.
   */
  take(act: CadreAct): Promise<'new' | 'known' | 'taken'>
  /** Deletes those done before that time, which no device sends any more; answers how many. */
  drop(before: Date): Promise<number>
}
