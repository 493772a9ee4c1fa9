/** core ← app ← adapters, console ← main. The contract is a leaf that everybody may read. */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'contract-is-a-leaf',
      severity: 'error',
      from: { path: '^src/contract' },
      to: { path: '^src/(?!contract)' },
    },
    { name: 'core-is-pure', severity: 'error', from: { path: '^src/core' }, to: { path: '^src/(?!core|contract)' } },
    { name: 'core-does-no-io', severity: 'error', from: { path: '^src/core' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'core-knows-zod-only',
      severity: 'error',
      from: { path: '^src/(core|contract)' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional'], pathNot: 'node_modules/zod' },
    },
    {
      name: 'app-knows-no-adapter',
      severity: 'error',
      from: { path: '^src/app' },
      to: { path: '^src/(adapters|console|main|serve|config)' },
    },
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/(adapters/(?!$1/)|console|main|serve|config)', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'console-knows-no-adapter',
      severity: 'error',
      from: { path: '^src/console' },
      to: { path: '^src/(adapters|main|config)' },
    },
    {
      name: 'browser-code-knows-the-contract-only',
      severity: 'error',
      from: { path: '^src/console/.*/browser/' },
      to: { path: '^src/', pathNot: '^src/(contract|console/.*/browser)/' },
    },
    {
      name: 'the-bot-knows-the-contract-only',
      severity: 'error',
      from: { path: '^bots/' },
      to: { path: '^src/', pathNot: '^src/contract/' },
    },
    { name: 'nobody-knows-the-bot', severity: 'error', from: { path: '^src/' }, to: { path: '^bots/' } },
    {
      name: 'the-mini-program-knows-types-of-the-contract-only',
      comment: 'WeChat packs the folder as it is: what is imported from outside must be gone when the types are.',
      severity: 'error',
      from: { path: '^miniprogram/(?!web/)' },
      to: {
        path: '^(?!miniprogram/(?!web/))',
        pathNot: '^node_modules/miniprogram-api-typings',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'the-mini-program-knows-no-types-but-the-contract-s',
      severity: 'error',
      from: { path: '^miniprogram/' },
      to: { path: '^(src/(?!contract)|bots|test)' },
    },
    {
      name: 'the-phone-knows-what-it-is-told-by-the-build',
      severity: 'error',
      from: { path: '^miniprogram/web/runtime/' },
      to: { path: '^(src|miniprogram/(?!web/runtime))', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-build-knows-no-page',
      severity: 'error',
      from: { path: '^miniprogram/web/build/' },
      to: { path: '^(src|miniprogram/(?!web/build))' },
    },
    {
      name: 'only-the-start-knows-the-mini-program',
      severity: 'error',
      from: { path: '^(src/(?!serve)|bots)' },
      to: { path: '^miniprogram/' },
    },
    {
      name: 'no-dev-dependency-in-src',
      severity: 'error',
      from: { path: '^(src|miniprogram)' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
}
