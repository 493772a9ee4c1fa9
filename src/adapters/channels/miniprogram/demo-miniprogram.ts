import type { MiniProgram } from '../../../app/ports/miniprogram.ts'

/** The code of a phone that stands on the demo page: its own secret, of 122 random bits. */
const CODE = /^phone-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The mini-program of the invented county, without an account at WeChat: whoever brings a phone's code is that phone's user. */
export function demoMiniProgram(): MiniProgram {
  return {
    login: async (code) => (CODE.test(code) ? { userId: code } : { failed: 'bad_code' }),
    // Only WeChat can make one.
    posterCode: async () => null,
    newsTemplate: null,
  }
}
