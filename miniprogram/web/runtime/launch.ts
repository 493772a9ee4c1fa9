/** How this phone was opened: `/phone/?as=cadre&scene=440229103201&page=pages/me/me&font=20`. */
const asked = new URLSearchParams(location.search)

export const launch = {
  /** Whose phone it is: each keeps its own things, so that two can stand side by side on one page. */
  as: /^[\w-]{1,40}$/.exec(asked.get('as') ?? '')?.[0] ?? 'resident',
  /** What the code held that was scanned. */
  scene: asked.get('scene'),
  /** Page to open, with its own query; the first of app.json where none is named. */
  page: asked.get('page'),
  /** The phone's own size of type, in pixels. */
  fontSize: Number(asked.get('font') ?? 16),
}
