import { DATA_HOLDERS } from '../../../src/contract/case.ts'
import { HOLDS } from '../../../src/core/procedure/comparison.ts'
import { approval, complete, post, Timeline } from './timeline.fixture.ts'

/** One household per jurisdiction, from the report to the mark. Each tries something that is not allowed. */
export const TIMELINES: Record<string, () => Timeline> = {
  yongxiu,
  guangdong,
  wengyuan,
  huizhou,
  jiangxi,
  default: house,
}

/** The comparison of Yongxiu: every office is asked about what it holds. */
function compareAll(line: Timeline, day: string): void {
  for (const department of DATA_HOLDERS) {
    const fields = HOLDS[department]
    line.does(day, 'county', { command: 'ask_department', step: 'comparison', department, fields })
    const answers = fields.map((field) => ({ field, has: field === 'vehicles', words: null }))
    line.does(day, 'county', {
      command: 'record_answer',
      step: 'comparison',
      department,
      source: '比对回函',
      date: day,
      answers,
    })
  }
}

function yongxiu(): Timeline {
  const line = new Timeline('永修：两次公示，十二步，再走退出', '360425101201')
  line.opens('2021-09-22', '2021-09-22')
  line.cannot('2021-09-22', 'village', post('village_notice', '2021-09-22'), '没开会就公示')
  line.does('2021-09-22', 'village', complete('village_meeting'))
  line.cannot('2021-09-22', 'township', post('village_notice', '2021-09-22'), '乡镇替村里公示')
  line.does('2021-09-22', 'village', post('village_notice', '2021-09-22'))
  line.cannot('2021-09-27', 'village', { command: 'end_notice', step: 'village_notice' }, '差一天就结束公示')
  line.does('2021-09-28', 'village', { command: 'end_notice', step: 'village_notice' })
  line.does('2021-09-28', 'township', complete('township_first_review'))
  const stated = [{ field: 'vehicles', has: false, words: '家里没有车' }]
  line.does('2021-09-28', 'village', { command: 'state_household', stated })
  line.cannot('2021-09-28', 'county', ask('tax', ['deposits']), '问税务部门存款')
  compareAll(line, '2021-09-28')
  line.does('2021-09-28', 'county', complete('comparison'))
  line.does('2021-09-28', 'township', complete('township_review'))
  line.does('2021-09-28', 'township', post('second_notice', '2021-09-28'))
  const objection = { command: 'raise_objection', step: 'second_notice', from: '李大明', text: '王建国家有一辆车' }
  line.does('2021-09-30', 'village', objection)
  line.cannot('2021-10-02', 'township', { command: 'end_notice', step: 'second_notice' }, '异议没处理就结束公示')
  const seq = line.state.objections[0]?.objection
  const words = { text: '查过了，车是他堂弟的', upheld: false }
  line.does('2021-10-02', 'township', { command: 'settle_objection', step: 'second_notice', objection: seq, ...words })
  line.cannot(
    '2021-10-04',
    'township',
    { command: 'end_notice', step: 'second_notice' },
    '停过三天，按没停过的日子结束公示',
  )
  line.does('2021-10-07', 'township', { command: 'end_notice', step: 'second_notice' })
  line.cannot('2021-10-07', 'township', approval('county_approval'), '乡镇自己批准')
  line.does('2021-10-07', 'county', approval('county_approval'))
  line.does('2021-10-08', 'township', complete('announcement'))
  line.does('2021-10-08', 'township', complete('marking'))
  line.does('2021-10-11', 'village', complete('help'))
  const leave = { command: 'start_leaving', reason: '老人病好了，儿子上班满一年' }
  line.cannot('2022-11-01', 'village', { ...leave, stable: false, labour: 'full' }, '收入还不稳就办退出')
  line.cannot('2022-11-01', 'village', { ...leave, stable: true, labour: 'none' }, '没有劳动能力就办退出')
  line.does('2022-11-01', 'village', { ...leave, stable: true, labour: 'full' })
  line.does('2022-11-01', 'village', complete('village_review'))
  const end = line.notice('2022-11-01', 'village', 'village_notice')
  line.does(end, 'township', complete('township_review'))
  line.does(end, 'county', approval('county_approval', null))
  line.does(end, 'county', complete('marking'))
  return line
}

function ask(department: string, fields: string[]) {
  return { command: 'ask_department', step: 'comparison', department, fields }
}

/** The four steps of the province's paper, as every county of it walks them that has no procedure of its own. */
function provincial(
  line: Timeline,
  year: string,
  days: [check: string, visit: string, compare: string, confirm: string],
  kind = 'marginal_at_risk',
): Timeline {
  const [check, visit, compare, confirm] = days
  line.opens(check, check)
  line.cannot(check, 'village', complete('township_visit'), '村里替镇里上门核实')
  line.does(visit, 'township', complete('township_visit'))
  line.cannot(visit, 'county', complete('comparison'), '没有部门答复就算比对完')
  line.does(visit, 'department', ask('bank', ['deposits']))
  const answers = [{ field: 'deposits', has: false, words: null }]
  const answer = {
    command: 'record_answer',
    step: 'comparison',
    department: 'bank',
    source: '比对回函',
    date: compare,
    answers,
  }
  line.does(compare, 'department', answer)
  line.does(compare, 'department', complete('comparison'))
  line.cannot(compare, 'county', { command: 'approve', step: 'county_confirmation' }, '不写哪一类就确定')
  if (kind !== 'sudden_severe')
    line.cannot(confirm, 'county', approval('county_confirmation'), '按文件里没有的类别确定')
  line.does(confirm, 'county', approval('county_confirmation', kind))
  const leave = { command: 'start_leaving', stable: true, labour: 'full', reason: '老人病好了' }
  line.cannot(`${year}-11-30`, 'village', leave, '办退出')
  const mark = { command: 'mark_risk_removed', text: '收入稳了，没有大笔花销' }
  line.cannot(`${year}-11-30`, 'county', mark, '不到年底就标注')
  line.does(`${year}-12-20`, 'county', mark)
  return line
}

function guangdong(): Timeline {
  const line = new Timeline('广东（县里没有自己的文件）：四步，不公示，年底标注', '440232101201')
  return provincial(line, '2026', ['2026-03-02', '2026-03-05', '2026-03-10', '2026-03-13'])
}

function wengyuan(): Timeline {
  const line = new Timeline('翁源：本县文件没写程序，照省里的四步', '440229106201')
  return provincial(line, '2023', ['2023-08-15', '2023-08-17', '2023-08-21', '2023-08-25'])
}

function huizhou(): Timeline {
  const line = new Timeline('惠州：照省里的四步，从发现线索起十五天', '441322101201')
  return provincial(line, '2024', ['2024-09-09', '2024-09-12', '2024-09-18', '2024-09-24'], 'sudden_severe')
}

/** The house rule's five steps and its way out. */
function houseRule(line: Timeline, year: number, month: string): Timeline {
  line.opens(`${year}-${month}-03`, `${year}-${month}-04`)
  line.cannot(`${year}-${month}-04`, 'county', approval('county_approval'), '没公示就批准')
  line.does(`${year}-${month}-05`, 'village', post('village_notice', `${year}-${month}-05`))
  const changed = post('village_notice', '', { command: 'change_notice', content: '王建国户，因病，家里四口人' })
  line.does(`${year}-${month}-07`, 'village', changed)
  line.cannot(
    `${year}-${month}-11`,
    'village',
    { command: 'end_notice', step: 'village_notice' },
    '内容改过，按原来的日子结束公示',
  )
  line.does(`${year}-${month}-13`, 'village', { command: 'end_notice', step: 'village_notice' })
  line.does(`${year}-${month}-14`, 'county', approval('county_approval'))
  line.does(`${year}-${month}-15`, 'township', complete('announcement'))
  const leave = { command: 'start_leaving', reason: '收入稳了' }
  line.cannot(`${year + 1}-${month}-03`, 'village', { ...leave, stable: false, labour: 'full' }, '风险还没消除就办退出')
  line.does(`${year + 1}-${month}-03`, 'village', { ...leave, stable: true, labour: 'weak_or_half' })
  line.does(`${year + 1}-${month}-03`, 'village', complete('village_review'))
  const end = line.notice(`${year + 1}-${month}-03`, 'village', 'village_notice')
  line.does(end, 'county', approval('county_approval', null))
  return line
}

function jiangxi(): Timeline {
  return houseRule(new Timeline('江西（上犹）：省里文件没写程序，照默认程序', '360724101201'), 2024, '10')
}

function house(): Timeline {
  return houseRule(new Timeline('没有任何文件的县：默认程序', '520115101201'), 2026, '05')
}
