/** What stands under the chat. A tap sends a key; the words behind it are those of the conversation's own buttons. */
export const MENU = {
  report: { name: '我要申报', says: '我家有难处' },
  progress: { name: '查进度', says: '查进度' },
  cards: { name: '明白卡', says: null },
  person: { name: '找村干部', says: '找干部' },
} as const

export function isMenuKey(key: string): key is keyof typeof MENU {
  return Object.hasOwn(MENU, key)
}

/** The body of /cgi-bin/menu/create: three at most side by side, so two share one. */
export function menuBody(): unknown {
  const button = (key: keyof typeof MENU) => ({ type: 'click', name: MENU[key].name, key })
  return {
    button: [button('report'), { name: '查一查', sub_button: [button('progress'), button('cards')] }, button('person')],
  }
}
