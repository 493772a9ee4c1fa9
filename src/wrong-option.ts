/** What Node finds wrong with the options of a command, in words for whoever typed them. */
export function wrongOption(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  const name = /'(?:-\w, )?(-{1,2}[^'\s<]+)/.exec(message)?.[1]
  if (name === undefined) return '看不懂这些参数。'
  if (/argument missing|ambiguous/.test(message)) return `${name} 后面要写内容。`
  return /does not take/.test(message) ? `${name} 后面不用写内容。` : `没有 ${name} 这个参数。`
}
