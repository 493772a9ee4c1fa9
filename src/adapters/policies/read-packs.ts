import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { PolicyPack } from '../../core/policy/pack.ts'
import { type PackProblem, problemsBetween, problemsOf } from '../../core/policy/problems.ts'

/** One line a fault: file, line, what is wrong, what to do. */
export class BrokenPacks extends Error {
  override name = 'BrokenPacks'
  readonly problems: string[]

  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/**
 * Reads every `<folder>/<jurisdiction>/pack.yaml`.
 * @throws BrokenPacks with every fault of every file; a deployment with a broken pack does not start.
 */
export async function readPacks(folder: string): Promise<PolicyPack[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const jurisdictions = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const read = await Promise.all(jurisdictions.sort().map((name) => readPack(join(folder, name, 'pack.yaml'))))
  const packs = read.flatMap((one) => ('pack' in one ? [one.pack] : []))
  const broken = read.flatMap((one) => ('problems' in one ? one.problems : []))
  const problems = broken.length > 0 ? broken : problemsBetween(packs)
  if (problems.length > 0) throw new BrokenPacks(problems)
  return packs
}

/** Reads one pack, or says what is wrong with it. */
export async function readPack(file: string): Promise<{ pack: PolicyPack } | { problems: string[] }> {
  const lines = new LineCounter()
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (text instanceof Error)
    return { problems: [`${file}：读不到这个文件（${text.code}）。每个目录里要有一个 pack.yaml。`] }
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0)
    return {
      problems: document.errors.map(
        ({ pos, message }) =>
          `${file} 第 ${lines.linePos(pos[0]).line} 行：不是正确的 YAML。请检查缩进、冒号和引号。（${message.split('\n')[0]}）`,
      ),
    }
  const parsed = PolicyPack.safeParse(document.toJS(), { reportInput: true })
  if (parsed.success) return { pack: parsed.data }
  return {
    problems: problemsOf(parsed.error.issues).map(
      (problem) => `${file} 第 ${lineOf(document, lines, problem)} 行：${problem.wrong}。${problem.remedy}。`,
    ),
  }
}

/** The line of a fault, or of the nearest thing around it that is there. */
function lineOf(document: Document, lines: LineCounter, { path }: PackProblem): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
