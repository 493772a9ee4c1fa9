import type { Locator, Page } from 'playwright-core'

/** A village of the demo county; its code as the QR code holds it. */
export const VILLAGE = '440229106201'

export async function say(screen: Locator, words: string): Promise<void> {
  await screen.getByRole('textbox', { name: '说点什么' }).fill(words)
  const before = await screen.locator('.mine').count()
  await screen.getByRole('button', { name: '发送' }).tap()
  // A phone number comes back masked, so it is counted and not read.
  await screen.locator('.mine').nth(before).waitFor()
}

/**
 * Reports leaking walls to the end, answering as it is asked. Tests share a server, and one house's second report of the same joins the first.
 * @returns all that was asked on the way.
 */
export async function report(screen: Locator, head: string): Promise<string[]> {
  await say(screen, '我家房子漏雨，墙都裂了，没法住人了')
  return answers(screen, head, /已经收到/)
}

/** Answers what is asked until `end` is heard. @returns all that was asked on the way, the end too. */
export async function answers(screen: Locator, head: string, end: RegExp): Promise<string[]> {
  const asked: string[] = []
  while (asked.length < 20) {
    const heard = await answerTo(screen)
    asked.push(heard)
    if (end.test(heard)) break
    if (/户主|当家|叫什么名字/.test(heard)) await say(screen, head)
    else if (/电话/.test(heard)) await say(screen, '13800001234')
    else await options(screen).first().tap()
  }
  return asked
}

/** What was heard last, once everything that was said is answered. */
async function answerTo(screen: Locator): Promise<string> {
  await screen.locator('.line').last().and(screen.locator('.theirs')).waitFor()
  return screen.locator('.theirs').last().innerText()
}

export function options(screen: Locator): Locator {
  return screen.getByRole('group', { name: '可以直接点的回答' }).getByRole('button')
}

/** What the phone keeps under a name. */
export function kept(page: Page, name: string): Promise<unknown> {
  return page.evaluate(`JSON.parse(localStorage.getItem('phone:resident:${name}') ?? 'null')`)
}
export function keep(page: Page, name: string, value: unknown): Promise<void> {
  return page.evaluate(`localStorage.setItem('phone:resident:${name}', ${JSON.stringify(JSON.stringify(value))})`)
}

/** The smallest picture there is. */
export const PICTURE = {
  name: 'wall.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
}
