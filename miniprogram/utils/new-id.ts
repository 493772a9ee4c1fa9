/** Unique within one person's own things, which is all that is asked of it. Good as a MessageId of the contract. */
export function newId(): string {
  const chance = () => Math.random().toString(36).slice(2, 10).padEnd(8, '0')
  return `${Date.now().toString(36)}-${chance()}${chance()}`
}
