/**
 * `npm run bench:cards`: how well and how fast cards are found. Public questions over public documents, beside MiniSearch,
 * FlexSearch and PostgreSQL in the same run; our own questions, each in its place and on its day: the two halves of
 * those to work by, and two held-back sets; then the speed on made-up entries. `-- --public` leaves out what is held back, for whoever still tunes.
 */
import { type Finder, makeOurs } from './cards/finder.ts'
import { DEVELOPMENT, HELD_BACK, scoreOwn } from './cards/own-set.ts'
import { bigrams, makeFlexSearch, makeMiniSearch, makePostgres } from './cards/peers.ts'
import { readPublicSet } from './cards/public-set.ts'
import { type Scored, scoreFinder } from './cards/score.ts'
import { measureSpeed } from './cards/speed.ts'
import { print } from './table.ts'

const three = (value: number): string => value.toFixed(3)
const HEAD = ['', 'hit@1', 'MRR@5', 'AUROC', 'false answers', 'answered', 'of them right', 'ms a question', 'index, ms']

function rowOf({ name, indexed }: Finder, { hit, reciprocal, abstention, median }: Scored): string[] {
  const told = abstention
    ? [abstention.auroc, abstention.falseAnswers, abstention.answered, abstention.answeredRight].map(three)
    : ['–', '–', '–', '–']
  return [name, three(hit), three(reciprocal), ...told, median.toFixed(2), indexed.toFixed(0)]
}

const set = readPublicSet()
if (set !== null) {
  const { entries, questions } = set
  const known = questions.filter(({ wanted }) => wanted !== null).length
  const postgres = await makePostgres(entries)
  const finders = [
    makeOurs(entries),
    makeMiniSearch(entries),
    makeMiniSearch(entries, bigrams),
    makeFlexSearch(entries),
    ...(postgres ? [postgres] : []),
  ]
  console.log(`${questions.length} public questions, ${known} of them answered by one of ${entries.length} documents`)
  const rows: string[][] = []
  for (const finder of finders) rows.push(rowOf(finder, await scoreFinder(finder, questions)))
  await postgres?.stop?.()
  print(HEAD, rows)
}

const sets = process.argv.includes('--public') ? DEVELOPMENT : [...DEVELOPMENT, ...HELD_BACK]
for (const { head, rows } of await scoreOwn(sets)) print(head, rows)

print(
  [
    'made-up entries',
    'passages',
    'index, ms (processor)',
    'one changed, ms (processor)',
    'median, ms',
    '99 %, ms',
    'mean, ms of processor',
    'memory, MB',
  ],
  [1_000, 12_500].map(measureSpeed),
)
