import type { ThemeFile } from './app-files.ts'

/** The colours of theme.json as variables: bars that name one turn with the phone's light at once, as WeChat's do. */
export function themeStyle({ light, dark }: ThemeFile): string {
  return `:root {\n${variables(light)}}\n@media (prefers-color-scheme: dark) {\n:root {\n${variables(dark)}}\n}`
}

function variables(side: Record<string, string>): string {
  return Object.entries(side)
    .map(([name, value]) => `  --theme-${name}: ${value};\n`)
    .join('')
}
