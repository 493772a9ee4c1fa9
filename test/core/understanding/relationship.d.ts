declare module 'relationship.js' {
  /** What a relative is called; several where the word may mean several, none where it is unknown. */
  export default function relationship(asked: { text: string }): string[]
}
