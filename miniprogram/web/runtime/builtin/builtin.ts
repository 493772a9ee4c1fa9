/** What a built-in component is written in, so that none of them knows glass-easel. */
type Kind = StringConstructor | NumberConstructor | BooleanConstructor | ArrayConstructor | ObjectConstructor | null

export interface Builtin {
  properties?: Record<string, Kind | { type: Kind; value: unknown }>
  /** It holds nothing of the page's, such as a field. */
  isLeaf?: boolean
  make?(self: Self): Handlers
}

export interface Self {
  /** Its `wx-…` element. */
  readonly host: HTMLElement
  get(name: string): unknown
  text(name: string): string
  is(name: string): boolean
  number(name: string): number
  /** What somebody changed on the screen, as if the page had set it. */
  keep(name: string, value: unknown): void
  emit(type: string, detail: object, bubbles?: boolean): void
  onTap(then: () => void): void
  /** As if a finger had tapped in its middle. */
  tap(): void
}

export interface Handlers {
  attached?(): void
  detached?(): void
  /** By property: called with its new value. */
  changed?: Record<string, (value: unknown) => void>
}

/** Where the value stands on the element, for the style sheet and for tests. */
export function shown(self: Self, name: string): (value: unknown) => void {
  const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return (value) => {
    if (value === false || value === '' || value === null || value === undefined) self.host.removeAttribute(attribute)
    else self.host.setAttribute(attribute, value === true ? '' : String(value))
  }
}

export function allShown(self: Self, names: string[]): NonNullable<Handlers['changed']> {
  return Object.fromEntries(names.map((name) => [name, shown(self, name)]))
}
