/** What almost every call of `wx` takes: told by callbacks or by a promise, as whoever calls wants it. */
export interface Told {
  success?: ((result: never) => void) | undefined
  fail?: ((error: never) => void) | undefined
  complete?: ((result: never) => void) | undefined
}

type Tell = ((result: unknown) => void) | undefined

/** Refused for a reason that WeChat names, such as `cancel`. */
export class Failed extends Error {}

/** Runs it a moment later, as a phone does, and tells how it went: by the callbacks if there are any, else by the promise. */
export function settle(name: string, told: Told | undefined, run: () => unknown): Promise<unknown> | undefined {
  const done = Promise.resolve()
    .then(run)
    .then(
      (result) => ({ ok: true, result: { errMsg: `${name}:ok`, ...(result as object | undefined) } }),
      (error: unknown) => ({ ok: false, result: failure(name, error) }),
    )
  if (!told?.success && !told?.fail && !told?.complete)
    return done.then(({ ok, result }) => {
      if (!ok) throw result
      return result
    })
  void done.then(({ ok, result }) => {
    ;((ok ? told.success : told.fail) as Tell)?.(result)
    ;(told.complete as Tell)?.(result)
  })
  return undefined
}

function failure(name: string, error: unknown) {
  return { errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}`, errno: 1 }
}
