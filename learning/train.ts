/** One labelled message: what was seen of it, and what each verdict should be. */
export interface Example {
  evidence: ReadonlyMap<string, number>
  /** 1 or 0 for each verdict; NaN where the label says nothing. */
  wanted: readonly number[]
}

/** `yesNo`: so many verdicts at the front stand alone. `choices`: the lengths of the groups behind, one of each is right. */
export interface Shape {
  yesNo: number
  choices: readonly number[]
}

export interface Trained {
  bias: Float64Array
  names: string[]
  /** By name, then by verdict. */
  weights: Float64Array
}

const ROUNDS = 30
const STEP = 0.25
/** Half of the evidence is hidden at each look, so that no verdict leans on a single word. */
const HIDDEN = 0.5
/** Seen once, it may be chance. */
const LEAST_SEEN = 2
const FIRST_SQUARE = 0.01

/** Same numbers in every run: a linear congruential generator (Numerical Recipes). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[order[i], order[j]] = [order[j] as number, order[i] as number]
  }
}

/** What is wanted less what is said, for every verdict; in place of the logits. */
function errors(logits: Float64Array, wanted: readonly number[], { yesNo, choices }: Shape): void {
  for (let i = 0; i < yesNo; i++) logits[i] = 1 / (1 + Math.exp(-(logits[i] as number))) - (wanted[i] as number)
  let first = yesNo
  for (const length of choices) {
    const group = logits.subarray(first, first + length)
    const most = Math.max(...group)
    let sum = 0
    for (let i = 0; i < length; i++) {
      group[i] = Math.exp((group[i] as number) - most)
      sum += group[i] as number
    }
    for (let i = 0; i < length; i++) group[i] = (group[i] as number) / sum - (wanted[first + i] as number)
    first += length
  }
  for (let i = 0; i < logits.length; i++) if (Number.isNaN(logits[i])) logits[i] = 0
}

/** Counts the evidence and numbers what was seen often enough. */
function numbered(examples: readonly Example[]): Map<string, number> {
  const seen = new Map<string, number>()
  for (const { evidence } of examples) for (const name of evidence.keys()) seen.set(name, (seen.get(name) ?? 0) + 1)
  const often = [...seen].filter(([, count]) => count >= LEAST_SEEN).map(([name]) => name)
  return new Map(often.map((name, index) => [name, index]))
}

/** Logistic regression for all verdicts at once, by AdaGrad with dropout. The same examples give the same weights. */
export function train(examples: readonly Example[], shape: Shape): Trained {
  const width = shape.yesNo + shape.choices.reduce((sum, length) => sum + length, 0)
  const index = numbered(examples)
  const weights = new Float64Array(index.size * width)
  const squares = new Float64Array(weights.length).fill(FIRST_SQUARE)
  const bias = new Float64Array(width)
  const biasSquares = new Float64Array(width).fill(FIRST_SQUARE)
  const known = examples.map(({ evidence }) =>
    [...evidence].flatMap(([name, strength]) => {
      const at = index.get(name)
      return at === undefined ? [] : [[at * width, strength / (1 - HIDDEN)] as const]
    }),
  )
  const random = numbers(7)
  const order = examples.map((_, at) => at)
  const logits = new Float64Array(width)
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, random)
    for (const one of order) {
      const shown = (known[one] as (typeof known)[number]).filter(() => random() >= HIDDEN)
      logits.set(bias)
      for (const [at, strength] of shown)
        for (let i = 0; i < width; i++) logits[i] = (logits[i] as number) + (weights[at + i] as number) * strength
      errors(logits, (examples[one] as Example).wanted, shape)
      descend(bias, biasSquares, 0, logits, 1)
      for (const [at, strength] of shown) descend(weights, squares, at, logits, strength)
    }
  }
  return { bias, names: [...index.keys()], weights }
}

/** One step of AdaGrad on the `error.length` weights from `at` on. */
function descend(
  weights: Float64Array,
  squares: Float64Array,
  at: number,
  error: Float64Array,
  strength: number,
): void {
  for (let i = 0; i < error.length; i++) {
    const slope = (error[i] as number) * strength
    const square = (squares[at + i] as number) + slope * slope
    squares[at + i] = square
    weights[at + i] = (weights[at + i] as number) - (STEP * slope) / Math.sqrt(square)
  }
}
