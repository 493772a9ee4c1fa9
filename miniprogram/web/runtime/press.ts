/**
 * What the phone's own buttons do when they are pressed. A tap on a page ends with a click of the browser; when the tap has put a button
 * where the finger was, that click is not meant for it. One that the keyboard makes has no finger behind it.
 */
export function onPress(button: HTMLElement, then: () => void): void {
  let isMeant = false
  button.addEventListener('pointerdown', () => {
    isMeant = true
  })
  button.addEventListener('click', ({ detail }) => {
    const meant = isMeant || detail === 0
    isMeant = false
    if (meant) then()
  })
}
