import chineseDays from 'chinese-days'

/**
 * Whether people work in China on a day (yyyy-mm-dd), moved holidays included. Past the years whose holidays the State
 * Council has published, it is Monday to Friday.
 */
export function isWorkingDay(day: string): boolean {
  return chineseDays.isWorkday(day)
}
