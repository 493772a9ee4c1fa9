/** Something that stands on a phone's screen, oldest first. */
export interface Shown {
  by: 'user' | 'account'
  /** How it came, as the page shows it. */
  via: string
  text: string
  /** What can be tapped below it. */
  buttons?: string[]
}

/** One app on a visitor's phone. */
export interface PhoneApp {
  shown(visitor: string): Shown[]
  says(visitor: string, text: string): Promise<void>
  sendsPicture?(visitor: string, bytes: Buffer): Promise<void>
  taps?(visitor: string, label: string): Promise<void>
}
