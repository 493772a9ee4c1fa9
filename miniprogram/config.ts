/** Where the county's server answers; its name must stand among the mini-program's request and socket domains. */
export const SERVER = 'https://mingbai.example.cn'
