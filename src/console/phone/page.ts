/** All of the page is drawn by the mini-program itself. */
export const PHONE_HTML = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>明白</title>
<link rel="icon" href="/demo/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="style.css">
</head>
<body>
<noscript>这个页面要打开 JavaScript 才能用。</noscript>
<script src="phone.js"></script>
</body>
</html>
`
