/** Where the county's server answers; its name must stand among the mini-program's request and socket domains. */
export const SERVER = 'https://mingbai.example.cn'

/** As in package.json: what people name when they ask for help. */
export const VERSION = '0.1.0'
