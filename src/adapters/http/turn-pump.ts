import type { TurnView } from '../../contract/chat.ts'

/**
 * Brings the turns of one conversation to one socket: in the order of their seq, each once. A turn handed in that follows
 * the last one sent goes straight out; for anything further ahead the gap is read from the store. Hints may come late, twice
 * or not at all, since only the seq counts.
 */
export class TurnPump {
  #sent = 0
  #wanted = 0
  #reading = false
  #askedAgain = false
  readonly #read: (after: number) => Promise<TurnView[]>
  readonly #write: (turn: TurnView) => void

  constructor(read: (after: number) => Promise<TurnView[]>, write: (turn: TurnView) => void) {
    this.#read = read
    this.#write = write
  }

  get sent(): number {
    return this.#sent
  }

  /** The client has seen everything up to `seq`. */
  startAfter(seq: number): void {
    this.#sent = seq
    this.#wanted = seq
  }

  async offer(turn: TurnView): Promise<void> {
    if (turn.seq === this.#sent + 1) this.#put(turn)
    else await this.want(turn.seq)
  }

  /** There is a turn with this seq, or may be: reads until it was sent or nothing is left. */
  async want(seq: number): Promise<void> {
    if (seq <= this.#sent) return
    this.#wanted = Math.max(this.#wanted, seq)
    this.#askedAgain = true
    if (!this.#reading) await this.#catchUp()
  }

  /** Something may have been missed. */
  async again(): Promise<void> {
    await this.want(this.#sent + 1)
  }

  async #catchUp(): Promise<void> {
    this.#reading = true
    try {
      let found = 0
      while (this.#sent < this.#wanted && (this.#askedAgain || found > 0)) {
        this.#askedAgain = false
        const turns = await this.#read(this.#sent)
        for (const turn of turns) this.#put(turn)
        found = turns.length
      }
    } finally {
      this.#reading = false
    }
  }

  #put(turn: TurnView): void {
    if (turn.seq <= this.#sent) return
    this.#sent = turn.seq
    this.#write(turn)
  }
}
