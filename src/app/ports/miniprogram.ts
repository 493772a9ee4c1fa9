/**
 * bad_code: it is wrong, too old or was used. too_often: he asks too often. blocked: the platform holds him for a risk. later: the
 * platform did not answer.
 */
export type LoginFailure = 'bad_code' | 'too_often' | 'blocked' | 'later'

/** The mini-program's own account on the platform. */
export interface MiniProgram {
  /** The platform's id of whoever got that code on his phone. What else the platform says, such as the session key, is dropped there. */
  login(code: string): Promise<{ userId: string } | { failed: LoginFailure }>
  /** The platform's own code for a poster: scanned, it opens the chat with that scene, such as a village's code. Null where it is not made now. */
  posterCode(scene: string): Promise<Uint8Array | null>
  /** The template that news of a report is told by; null where there is none. */
  newsTemplate: string | null
}
