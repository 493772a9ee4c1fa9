/** A uuid (RFC 9562, version 4) for what is sent: the server takes the same id once. WeChat has no `crypto` of the browsers. */
export function newId(): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => {
    const chance = Math.floor(Math.random() * 16)
    return (place === 'x' ? chance : (chance % 4) + 8).toString(16)
  })
}
