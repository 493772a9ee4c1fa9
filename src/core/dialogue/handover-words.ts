/** Buttons of a hand-over. Like all labels they are understood when typed. */
export const HANDOVER_LABEL = {
  takeBack: '不等了，接着用机器说',
  unknownVillage: '不知道哪个村',
  notNow: '不找了',
} as const

/** What the resident hears while the word goes to a person and comes back. */
export const HANDOVER_WORDS = {
  askVillage: '您在哪个村？我好请那里的干部来跟您说。',
  askVillageAgain: '请写镇名和村名，说不清也行，我请县里的干部。',
  theirVillage: (township: string) => `好，是${township}。`,
  notNow: '好，先不找人。',
  asked: (who: string) => `好，我请${who}来跟您说。`,
  goOn: '您可以接着写，他看到就回。',
  seesEarlier: '您刚才写的，他也看得到。',
  urgent: '急事不要等，请打12345。',
  tookBack: '好，不等了，接着跟我说。',
  notHanded: '现在就是我在听，您接着说。',
  nobodyYet: (who: string) => `${who}还没有回您。`,
  alsoAsked: (who: string) => `我也请了${who}来回您。`,
  meanwhile: '急事可以去村委会，也可以打12345。',
  tookOver: (who: string) => `现在由${who}来跟您说。`,
  handedBack: (who: string) => `${who}说完了，我们接着来。`,
  handedBackIdle: (who: string) => `${who}说完了。有事随时跟我说。`,
  fellSilent: (who: string) => `${who}那边没有再说话，接着跟我说就行。`,
  unanswered: '对不起，等了一天还是没有人回您。',
  unansweredNext: '请您去村委会，或者打12345。',
  askOnceMore: '现在我接着听您说，还想找人就发“找干部”。',
}

const SPEAK_TO_MACHINE = '(?:接着|还是|继续|就|先)*(?:用|跟|和|让)?机器人?(?:来|接着)?(?:说|讲|聊|报|记)?'
const TAKES_BACK = new RegExp(
  `^(?:算了|那|就|我|还是|先|[，,\\s])*(?:${[
    '不等(?:他|她|人|干部|你们)?',
    '不用(?:人工|真人|等|再等|找人|找干部)',
    '不(?:要|找)(?:人工|真人|干部|人)',
    '取消人工|退出人工|交回机器',
    SPEAK_TO_MACHINE,
  ].join('|')})了?(?:[，,。\\s]+${SPEAK_TO_MACHINE})?[了吧啊呀。！!]*$`,
)
const LONGEST_TAKING_BACK = 20

/** 不等了 · 接着用机器说 · 不用人工了, as whole messages: whatever else he writes is meant for the person. */
export function takesBack(text: string): boolean {
  const bare = text.trim()
  return bare.length <= LONGEST_TAKING_BACK && TAKES_BACK.test(bare)
}
