/** A question that no card answered, private numbers masked. */
export interface CardQuestion {
  id: string
  county: string
  /** Village code, or the county's where his village is not known. */
  region: string
  conversationId: string
  residentId: string
  question: string
  /** Title of the card that he saw just before; null where he saw none. */
  seenCard: string | null
  askedAt: Date
  answer: { text: string; by: { id: string; name: string }; at: Date } | null
}

export interface CardQuestions {
  /** `waiting`: the same question of his, or `mostOpen` others, wait already; nothing is stored. */
  ask(question: CardQuestion, mostOpen: number): Promise<'asked' | 'waiting'>
  get(id: string): Promise<CardQuestion | null>
  /** Locked until the end of the transaction. */
  lock(id: string): Promise<CardQuestion | null>
  /** Of a row that this transaction has locked. */
  answer(id: string, answer: NonNullable<CardQuestion['answer']>): Promise<void>
  /** His, in the order in which he asked. */
  ofResident(residentId: string): Promise<CardQuestion[]>
  /** Open ones, who waits longest before all; answered ones, the newest first. */
  list(state: 'open' | 'answered', limit: number): Promise<CardQuestion[]>
}
