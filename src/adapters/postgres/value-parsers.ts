import pg from 'pg'

const INT8 = 20
const DATE = 1082

/**
 * How values come out of both engines: counts as numbers (a count beyond 2^53 stays a string, so that it is wrong in
 * type and not in value), calendar days as yyyy-mm-dd (node-postgres would make them midnight of the machine's zone).
 */
export const valueParsers: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === INT8) return readCount
      if (oid === DATE) return (day: string) => day
    }
    return pg.types.getTypeParser(oid, format ?? 'text')
  },
}

function readCount(text: string): number | string {
  const count = Number(text)
  return Number.isSafeInteger(count) ? count : text
}
