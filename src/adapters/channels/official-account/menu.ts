/** What stands under the chat. A tap sends a key; the words behind it are those of the conversation's own buttons. */
export const MENU = {
  report: { name: '我要申报', says: '我家有难处' },
  progress: { name: '查进度', says: '查进度' },
  cards: { name: '明白卡', says: null },
  publicity_off: { name: '不收政策宣传', says: '不要宣传' },
  publicity_on: { name: '重新接收宣传', says: '我要宣传' },
  person: { name: '找村干部', says: '找干部' },
} as const

export function isMenuKey(key: string): key is keyof typeof MENU {
  return Object.hasOwn(MENU, key)
}

/** The body of /cgi-bin/menu/create: at most three side by side, of 16 bytes each, and five over one of them, of 60 bytes. */
export function menuBody() {
  const button = (key: keyof typeof MENU) => ({ type: 'click', name: MENU[key].name, key })
  const own = (['progress', 'cards', 'publicity_off', 'publicity_on'] as const).map(button)
  return { button: [button('report'), { name: '我的', sub_button: own }, button('person')] }
}
