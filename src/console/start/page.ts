import { escapeHtml } from '../html.ts'

/** Two phones side by side; `browser/start.ts` opens them. */
export function startHtml(county: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="村民在手机上说一句，村干部马上知道。">
<title>明白 · 演示</title>
<link rel="icon" href="/demo/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/demo/style.css">
<link rel="stylesheet" href="/start/start.css">
<script type="module" src="/start/start.js"></script>
</head>
<body>
<header class="top">
  <h1>明白</h1>
  <p class="claim">村民说一句，干部马上知道</p>
  <p class="where"><b>演示</b> ${escapeHtml(county)}，地名是真的，人和事都是虚构的</p>
</header>
<main class="start">
  <section class="choices" aria-label="怎么试">
    <p>两部手机，村民的和村干部的。在村民的手机上说说家里的难处，村干部的手机就会收到。</p>
    <p class="tools">
      <label for="village">哪个村</label> <select id="village"></select>
      <button type="button" id="another">换个村民</button>
      <a class="press" href="/desk">电脑上的工作台</a>
      <a class="press" href="/cards">明白卡</a>
    </p>
  </section>
  <figure>
    <figcaption>村民</figcaption>
    <iframe id="resident-phone" title="村民的手机" allow="geolocation"></iframe>
  </figure>
  <figure>
    <figcaption id="cadre-name">村干部</figcaption>
    <iframe id="cadre-phone" title="村干部的手机" allow="geolocation"></iframe>
  </figure>
</main>
<footer><p class="links"><a class="press" href="/docs">接口文档</a> <a class="press" href="/health">运行状态</a></p></footer>
<noscript><p class="notice">这个页面要打开 JavaScript 才能用。</p></noscript>
</body>
</html>
`
}
