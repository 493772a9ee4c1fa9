/** What a question asks with and what one says around it; no answer is told by it. Longer ones first. */
const ASKING =
  /什么样|什么时候|什么|啥子|啥时候|啥|哪些|哪里|哪个|哪家|哪类|哪种|哪几|哪一|哪|如何|怎么样|怎么办|怎么弄|怎么|怎样|咋样|咋办|咋|点样|乜嘢|几多|好多|多少|多久|多大|是不是|是否|有没有|有冇|能不能|可不可以|可以|要不要|请问|想问一下|问一下|想问|为何|为什么|几个|几|吗|呢|啊|吧|嘛|咯|嘞|了|的|是|有|我们|你们|我|你|您|想|您好|你好/g

/** `text` is normalised. What stays keeps its gaps, so that no pair of characters bridges them. */
export const withoutAsking = (text: string): string => text.replace(ASKING, ' ')
