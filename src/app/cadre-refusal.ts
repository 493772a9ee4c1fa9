import type { Refusal } from './refusal.ts'

/** A "no" as a cadre reads it in a chat. */
export function refusalWords(refusal: Refusal, number: string): string {
  switch (refusal.refused) {
    case 'not_found':
      return `没有找到${number}，或者不归您管。`
    case 'not_allowed':
    case 'not_possible_now':
    case 'handover_ended':
      return refusal.why
    case 'somebody_was_faster':
      return `${refusal.who}刚刚办了${number}。请发“${number}”看最新情况。`
    case 'not_signed_in':
    case 'wrong_password':
    case 'locked_out':
    case 'bad_invitation':
    case 'account_taken':
    case 'scan_over':
    case 'scan_taken':
    case 'scan_refused':
    case 'id_taken':
    case 'bad_page':
    case 'unknown_county':
    case 'unknown_place':
    case 'no_such_card':
    case 'bad_token':
    case 'no_such_attachment':
    case 'unsafe_attachment':
    case 'enough_files':
    case 'no_miniprogram':
    case 'no_poster_code':
    case 'login_failed':
      return '现在办不了。请到工作台看看。'
  }
}
