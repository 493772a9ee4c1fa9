/** The demo's first page: two phones of one village, a resident's and that of the cadre who answers for it. */
import type { Colleague } from '../../../contract/account.ts'

const VILLAGE_DIGITS = 12
const CHOSEN = 'start:village'
const RESIDENT = 'start:resident'

interface Village {
  code: string
  name: string
  cadre: Colleague
}

const select = part('village', HTMLSelectElement)
const phones = { resident: part('resident-phone', HTMLIFrameElement), cadre: part('cadre-phone', HTMLIFrameElement) }

function part<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`)
  return found
}

/** Each village with the first cadre whose own it is. */
async function villages(): Promise<Village[]> {
  const [cadres, places] = await Promise.all([
    fetch('/api/demo/cadres').then((answer) => answer.json() as Promise<Colleague[]>),
    fetch('/demo/places.json').then((answer) => answer.json() as Promise<Record<string, string>>),
  ])
  const all = new Map<string, Village>()
  for (const cadre of cadres) {
    const [code] = cadre.areas
    if (cadre.role !== 'village_cadre' || code?.length !== VILLAGE_DIGITS || all.has(code)) continue
    all.set(code, { code, name: places[code] ?? code, cadre })
  }
  return [...all.values()].sort((a, b) => a.code.localeCompare(b.code))
}

/** Whose phone the left one is; another name is another person. */
function resident(): string {
  return localStorage.getItem(RESIDENT) ?? 'resident'
}

function show(phone: HTMLIFrameElement, query: Record<string, string>): void {
  phone.src = `/phone/?${new URLSearchParams(query)}`
}

function showVillage({ code, name, cadre }: Village): void {
  localStorage.setItem(CHOSEN, code)
  show(phones.resident, { as: resident(), scene: code })
  // A phone of his own for each cadre: whoever comes back to a village is still logged in there.
  show(phones.cadre, { as: `cadre-${code}`, page: `packages/cadre/login/login?cadre=${cadre.id}` })
  part('cadre-name', HTMLElement).textContent = `${name}的村干部${cadre.name}`
}

const all = await villages()
const chosen = () => all.find(({ code }) => code === select.value)
select.append(...all.map(({ code, name }) => new Option(name, code)))
const before = localStorage.getItem(CHOSEN)
const first = all.find(({ code }) => code === before) ?? all.find(({ name }) => name.endsWith('村')) ?? all[0]
if (first) {
  select.value = first.code
  showVillage(first)
}
select.onchange = () => {
  const village = chosen()
  if (village) showVillage(village)
}
part('another', HTMLButtonElement).onclick = () => {
  localStorage.setItem(RESIDENT, `resident-${Date.now().toString(36)}`)
  const village = chosen()
  if (village) show(phones.resident, { as: resident(), scene: village.code })
}
