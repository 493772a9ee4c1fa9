const ABOUT = '(?:我|我们|报|上报|申报|说|的|那个|这个|那件|这件|上次|事情?|现在|到底|那|这|请问|都|还|，|,|\\s)*'
const ASKS = [
  '办?得?(?:怎么样|咋样|怎样|点样|咋个样)',
  '(?:有没有|有冇|有|没有?|冇)(?:人|干部)?(?:管|来|理|处理|联系|办)(?:我们?)?',
  '(?:办|处理|解决|弄|修|搞)?(?:好|完|成|到位)?(?:了|冇)?没有?',
  '(?:办好|处理好|解决|弄好|办完|办成)了?',
  '(?:干部|人|村干部)?(?:什么时候|几时|啥时候|多久|哪天|几天)(?:才|能|会|可以|有人|干部|人)*(?:来人?|上门|到|办好|解决|联系我?|有结果|有消息|有人来)',
  '(?:办|走|进行)?到(?:哪|什么|哪里)(?:一?步|里)',
  '有(?:什么|啥)?(?:消息|信|下文|进展|结果|回音)',
]
/** Whole messages that ask how the reported matter goes; beside a trouble such words belong to the tale. */
const PROGRESS = new RegExp(`^${ABOUT}(?:${ASKS.join('|')})(?:了|吗|么|呢|啊|呀|啦|没有?|冇|，)*[？?。！!\\s]*$`)
/** These say nothing by their form alone. */
const TELLS = /^(?:没有?|冇|没人(?:管|来|理)|没有人(?:管|来|理)|了没有?|好了?|办好了|解决了|处理好了)[了啊呀啦。！!]*$/

/** 怎么样了 · 有人管吗 · 什么时候来人 */
export function asksProgress(text: string): boolean {
  const bare = text.trim()
  return bare.length <= 20 && PROGRESS.test(bare) && !TELLS.test(bare)
}
