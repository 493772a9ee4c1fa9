import { beforeEach, describe, expect, it } from 'vitest'
import { makeBreaker } from '../../../src/adapters/language-model/breaker.ts'

let now: number
let breaker: ReturnType<typeof makeBreaker>
beforeEach(() => {
  now = 5_000
  breaker = makeBreaker(() => now)
})
const leave = () => {
  const given = breaker.leave()
  if (given === null) throw new Error('no leave')
  return given
}
const fail = (times: number) => {
  for (let i = 0; i < times; i++) leave().failed()
}

describe('the circuit breaker', () => {
  it('opens after five failures in a row, for sixty seconds', () => {
    fail(4)
    expect(breaker.leave()).not.toBeNull()
    fail(1)
    expect(breaker.leave()).toBeNull()
    now += 59_999
    expect(breaker.leave()).toBeNull()
    now += 1
    expect(breaker.leave()).not.toBeNull()
  })

  it('counts failures in a row only', () => {
    for (let i = 0; i < 10; i++) {
      fail(4)
      leave().succeeded()
    }
    expect(breaker.leave()).not.toBeNull()
  })

  it('gives leave for a single try afterwards, which closes it', () => {
    fail(5)
    now += 60_000
    const probe = leave()
    expect(breaker.leave()).toBeNull()
    now += 600_000
    expect(breaker.leave()).toBeNull()
    probe.succeeded()
    expect(breaker.leave()).not.toBeNull()
    fail(4)
    expect(breaker.leave()).not.toBeNull()
  })

  it('or opens it again at once', () => {
    fail(5)
    now += 60_000
    leave().failed()
    expect(breaker.leave()).toBeNull()
    now += 59_999
    expect(breaker.leave()).toBeNull()
    now += 1
    leave().succeeded()
    expect(breaker.leave()).not.toBeNull()
  })

  it('is not swayed by what was under way when it opened', () => {
    const [early, late] = [leave(), leave()]
    fail(5)
    early.succeeded()
    expect(breaker.leave()).toBeNull()
    now += 60_000
    const probe = leave()
    late.failed()
    expect(breaker.leave()).toBeNull()
    probe.succeeded()
    expect(breaker.leave()).not.toBeNull()
  })

  it('rests as long as the server asks, but not for ever', () => {
    leave().failed(7_000)
    now += 6_999
    expect(breaker.leave()).toBeNull()
    now += 1
    leave().failed(86_400_000)
    now += 600_000
    expect(breaker.leave()).not.toBeNull()
  })
})
