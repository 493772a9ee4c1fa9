/** A part of `wx`: only names that WeChat knows, each taking what WeChat says it takes. What it answers, `settle` and the tests see to. */
export type Simulated = {
  [Name in keyof WechatMiniprogram.Wx]?: WechatMiniprogram.Wx[Name] extends (...args: infer Args) => unknown
    ? (...args: Args) => unknown
    : WechatMiniprogram.Wx[Name]
}
