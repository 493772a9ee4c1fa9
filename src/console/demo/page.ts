import { escapeHtml } from '../html.ts'
import { labels } from './labels.ts'

/** In the order in which they apply. */
export const STYLES = ['style.css', 'chat.css', 'desk.css', 'work.css', 'questions.css']

interface County {
  code: string
  name: string
}

interface PageOptions {
  /** The people are invented: cadres are chosen instead of logging in, and the page says so. */
  demo: boolean
  county: County
  modules: string[]
}

/** A resident's phone and a cadre's queue, side by side. The two panels are filled by `browser/`. */
export function pageHtml({ demo, county, modules }: PageOptions): string {
  const head = [
    ...modules.map((name) => `<link rel="modulepreload" href="/demo/${name}">`),
    '<script type="module" src="/demo/page.js"></script>',
  ].join('\n')
  const name = escapeHtml(county.name)
  const data = { demo, county, ...labels() }
  return wholePage(
    demo ? '明白 · 演示' : `明白 · ${name}`,
    head,
    `<header class="top">
  <h1>明白</h1>
  <p class="claim">村民说一句，干部马上知道</p>
  <p class="where">${demo ? `<b>演示</b> ${name}，地名是真的，人和事都是虚构的` : name}</p>
  <nav aria-label="两个角色"><a class="press" href="#resident">村民</a><a class="press" href="#cadre" id="to-cadre">村干部</a></nav>
</header>
<main>
  <section id="resident" aria-labelledby="resident-title">
    <h2 id="resident-title">我是村民</h2>
${demo ? EXAMPLES : ''}    <div class="phone">
      <div class="phone-bar">
        <p class="phone-name">明白助手</p>
        ${demo ? AFRESH : ''}
      </div>
      <p id="chat-state" class="banner" role="status" hidden></p>
      <div class="chat-view">
        <div id="chat-log" role="log" aria-label="聊天记录" tabindex="0"></div>
        <button type="button" id="chat-further" hidden>↓ 下面还有</button>
      </div>
      <div id="chat-notice" class="notice" role="alert" hidden></div>
      <form id="chat-form">
        <button type="button" id="chat-picture" class="icon-button" aria-label="发照片">${CAMERA}</button>
        <input type="file" id="chat-file" accept="image/*" hidden>
        <textarea id="chat-input" rows="1" aria-label="说点什么" aria-describedby="chat-too-long" placeholder="说说家里的难处…" enterkeyhint="send"></textarea>
        <button type="submit" id="chat-send" class="primary">发送</button>
        <p id="chat-too-long" role="status" hidden></p>
      </form>
    </div>
  </section>
  <section id="cadre" aria-labelledby="cadre-title">
    <h2 id="cadre-title">我是干部</h2>
    <div class="desk">
      <div id="cadre-who" class="who"></div>
      <div id="cadre-hint" class="holder-hint" role="status" hidden></div>
      <div id="cadre-body"><p class="hint loading">正在打开…</p></div>
    </div>
  </section>
</main>
<footer>${links()}</footer>
<script type="application/json" id="page-data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
<noscript><p class="notice">这个页面要打开 JavaScript 才能用。</p></noscript>`,
  )
}

const EXAMPLES = `    <div class="try">
      <p id="try-label">试试这样说：</p>
      <div id="examples" role="group" aria-labelledby="try-label"></div>
    </div>
`
const AFRESH =
  '<button type="button" id="chat-afresh" class="small-button" title="忘掉这位村民，换一位新的来聊">换个村民</button>'
const CAMERA = `<svg viewBox="0 0 24 24" width="26" height="26" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linejoin="round" aria-hidden="true"><path d="M3 8.2A1.7 1.7 0 0 1 4.7 6.5h2.6l1.5-2h6.4l1.5 2h2.6A1.7 1.7 0 0 1 21 8.2v9.1a1.7 1.7 0 0 1-1.7 1.7H4.7A1.7 1.7 0 0 1 3 17.3z"/><circle cx="12" cy="12.6" r="3.6"/></svg>`

function links(): string {
  return '<p class="links"><a class="press" href="/cards">明白卡</a> <a class="press" href="/docs">接口文档</a> <a class="press" href="/health">运行状态</a></p>'
}

function wholePage(title: string, head: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="村民在聊天里说一句，村干部马上知道。">
<title>${title}</title>
<link rel="icon" href="/demo/icon.svg" type="image/svg+xml">
${STYLES.map((name) => `<link rel="stylesheet" href="/demo/${name}">`).join('\n')}
${head}
</head>
<body>
${body}
</body>
</html>
`
}
