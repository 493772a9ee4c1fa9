/** A row of a table, with the line of the file on which it begins. */
export interface CsvRow {
  line: number
  cells: string[]
}

/** Reads RFC 4180: commas, cells in double quotes where they hold commas, quotes (doubled) or line ends. Empty lines are left out. */
export function readCsv(text: string): CsvRow[] {
  const rows: CsvRow[] = []
  let row: CsvRow = { line: 1, cells: [] }
  let line = 1
  // One cell, and what ends it: a comma, the end of a line or of the file.
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/gy
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text)
    // A quote that is never closed: what is left is taken as one cell, and its line tells where to look.
    if (!found) return [...rows, { ...row, cells: [...row.cells, text.slice(cell.lastIndex)] }]
    const [whole, quoted, plain = '', end] = found
    row.cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    line += whole.split('\n').length - 1
    if (end === ',') continue
    rows.push(row)
    row = { line, cells: [] }
  }
  if (row.cells.length > 0) rows.push(row)
  return rows.filter(({ cells }) => cells.some((each) => each.trim() !== ''))
}
