/** What is wrong with the mini-program's files: all of it at once, each with its file and line. */
export class BuildProblems extends Error {
  override name = 'BuildProblems'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`the mini-program can't be built:\n${problems.join('\n')}`)
    this.problems = problems
  }
}
