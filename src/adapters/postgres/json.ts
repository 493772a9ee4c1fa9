/** JSON text for a column. Passing the value itself would turn an array into a PostgreSQL array. */
export function json(value: object): string
export function json(value: object | null): string | null
export function json(value: object | null): string | null {
  return value && JSON.stringify(value)
}
