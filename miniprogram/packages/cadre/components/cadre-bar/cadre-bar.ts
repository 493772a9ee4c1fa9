const ROOT = '/packages/cadre'
const PLACES = [
  { name: 'queue', words: '待办', url: `${ROOT}/queue/queue` },
  { name: 'duties', words: '任务', url: `${ROOT}/duties/duties` },
  { name: 'households', words: '农户', url: `${ROOT}/households/households` },
  { name: 'notices', words: '公示', url: `${ROOT}/notices/notices` },
  { name: 'more', words: '更多', url: `${ROOT}/more/more` },
]

/** From one of a cadre's pages to the next: a subpackage has no tab bar of its own. */
Component({
  options: { styleIsolation: 'shared' },
  properties: { here: { type: String, value: '' } },
  data: { places: PLACES },
})
