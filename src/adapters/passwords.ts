import { hash, verify } from '@node-rs/argon2'
import type { Passwords } from '../app/ports/outside.ts'

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane; 15–30 ms on a small machine, on a thread of the pool. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Argon2id. A hash that is not one of ours is no password's. */
export function argonPasswords(): Passwords {
  return {
    hash: (password) => hash(password.normalize('NFKC'), COST),
    async verify(stored, password) {
      try {
        return await verify(stored, password.normalize('NFKC'))
      } catch {
        return false
      }
    },
  }
}
