import { type Load, loadOf } from './figures.ts'
import { Resident } from './resident.ts'

/** Opening sockets is not what is measured; so many at a time is quick enough. */
const ENTER_AT_ONCE = 50
/** The used-up front of the queue is cut off now and then, not at every message. */
const MOST_SPENT = 10_000

/** Many residents, of whom some wait for their answer. The one who has been silent for longest speaks next. */
export class Crowd {
  #silent: Resident[] = []
  #first = 0
  #latencies: number[] = []
  #refused = 0
  #waiting = 0
  #onAnswer: () => void = () => {}

  async enter(url: string, from: number, to: number, storyOf: (n: number) => string[]): Promise<void> {
    for (let n = from; n < to; n += ENTER_AT_ONCE) {
      const some = Array.from({ length: Math.min(ENTER_AT_ONCE, to - n) }, (_, k) =>
        Resident.enter(url, n + k, storyOf(n + k)),
      )
      this.#silent.push(...(await Promise.all(some)))
    }
  }

  leave(): void {
    for (const resident of this.#silent.splice(0)) resident.leave()
  }

  /** Takes in the others, who from now on say something else. */
  join(others: Crowd, storyOf: (n: number) => string[]): void {
    for (const [n, resident] of others.#silent.splice(0).entries()) {
      resident.turnTo(storyOf(n))
      this.#silent.push(resident)
    }
  }

  /** Everybody says his whole story once, a few at a time. Answers how long a last turn took, too: it makes the leads. */
  async tellAll(atOnce: number, endsWith: string): Promise<Load & { told: number; last: Load }> {
    const all = this.#silent.slice(this.#first)
    const lasts: number[] = []
    const start = this.#begin()
    let next = 0
    const teller = async () => {
      for (let resident = all[next++]; resident; resident = all[next++]) {
        let turn = ''
        for (const text of resident.story) turn = await this.#said(resident, text)
        const latency = this.#latencies.at(-1) ?? Number.NaN
        if (turn.includes(endsWith)) lasts.push(latency)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, teller))
    const load = this.#end(start)
    return { ...load, told: lasts.length, last: loadOf(lasts, load.seconds, 0) }
  }

  /** Full load: always `inFlight` messages on their way. */
  async full(seconds: number, inFlight: number): Promise<Load> {
    const start = this.#begin()
    const until = start + seconds * 1000
    this.#onAnswer = () => {
      if (performance.now() < until) this.#speak()
    }
    for (let n = 0; n < inFlight; n++) this.#speak()
    await sleepUntil(until)
    const load = this.#end(start)
    await this.#answered()
    return load
  }

  /** Open loop: so many messages a second, whether or not the answers keep up; waiting for one's turn to send counts. */
  async paced(seconds: number, perSecond: number): Promise<Load> {
    const start = this.#begin()
    const until = start + seconds * 1000
    let sent = 0
    for (let now = start; now < until; now = performance.now()) {
      for (const due = ((now - start) / 1000) * perSecond; sent < due; sent++)
        this.#speak(start + (sent / perSecond) * 1000)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
    const load = this.#end(start)
    await this.#answered()
    return load
  }

  #speak(dueAt?: number): void {
    const resident = this.#silent[this.#first]
    if (!resident) throw new Error('more messages on their way than residents')
    this.#first++
    if (this.#first > MOST_SPENT) {
      this.#silent.splice(0, this.#first)
      this.#first = 0
    }
    this.#waiting++
    resident.say(
      resident.next(),
      (latency, refusal) => {
        this.#waiting--
        this.#count(latency, refusal)
        this.#silent.push(resident)
        this.#onAnswer()
      },
      dueAt,
    )
  }

  #said(resident: Resident, text: string): Promise<string> {
    return new Promise((resolve) => {
      resident.say(text, (latency, refusal, turn) => {
        this.#count(latency, refusal)
        resolve(turn)
      })
    })
  }

  #count(latency: number, refusal: string | null): void {
    if (refusal === null) this.#latencies.push(latency)
    else if (this.#refused++ === 0) process.stderr.write(`refused: ${refusal}\n`)
  }

  #begin(): number {
    this.#latencies = []
    this.#refused = 0
    this.#onAnswer = () => {}
    return performance.now()
  }

  #end(start: number): Load {
    return loadOf(this.#latencies, (performance.now() - start) / 1000, this.#refused)
  }

  async #answered(): Promise<void> {
    this.#onAnswer = () => {}
    while (this.#waiting > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

function sleepUntil(at: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, at - performance.now()))
}
