/** A mail that tries everything that a page could let it do. Whatever runs asks for `/ran`; whatever loads asks for something else. */
const attacks = (away: string): string => `
<script>new Image().src='/ran?script'; document.title='ran'; try { top.document.title='ran' } catch {} ; top.location='${away}/top'</script>
<img src="${away}/pixel.png" onerror="new Image().src='/ran?onerror'" onload="new Image().src='/ran?onload'">
<img src=x onerror="top.document.title='ran'">
<svg onload="new Image().src='/ran?svg'"><script>new Image().src='/ran?svgscript'</script><image href="${away}/svg.png"/></svg>
<math><mtext><style><img src=x onerror="new Image().src='/ran?mutation'"></style></mtext></math>
<style>@import url('${away}/import.css'); body { background: url('${away}/background.png') } mark { display: none }</style>
<link rel="stylesheet" href="${away}/style.css"><link rel="preload" as="image" href="${away}/preload.png">
<meta http-equiv="refresh" content="0;url=${away}/refresh"><base href="${away}/" target="_top">
<iframe src="${away}/frame"></iframe><iframe srcdoc="<script>new Image().src='/ran?srcdoc'</script>"></iframe>
<object data="${away}/object"></object><embed src="${away}/embed"><video src="${away}/video" autoplay></video>
<form action="${away}/form" id="f"><input name="token" autofocus onfocus="new Image().src='/ran?focus'"><button>Send</button></form>
<a id="js" href="javascript:void(new Image().src='/ran?link')">a javascript link</a>
<a id="out" href="${away}/link" target="_top" ping="${away}/ping">a link out</a>
<a id="blank" href="${away}/blank" target="_blank">a link to a new window</a>
<p style="background:url(${away}/inline.png);position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:9">covers all</p>
<table background="${away}/table.png"><tr><td>cell</td></tr></table>
<details open ontoggle="new Image().src='/ran?toggle'">x</details>
<noscript><p title="</noscript><img src=x onerror=new(Image).src='/ran?noscript'>"></noscript>
<!--[if mso]><img src="${away}/mso.png"><![endif]--><![CDATA[<script>new Image().src='/ran?cdata'</script>]]>
`

export const title =
  '<img src=x onerror=alert(1)><script>document.title="ran"</script> Planned maintenance HX-1 "\'&amp;'

export const hostileHtml = (away: string, filler = ''): string => `<!doctype html><html><head>
<title></title><script>document.title='ran'</script></head><body onload="new Image().src='/ran?body'">
<h1>Planned maintenance HX-1</h1>
<p>Reference: HX-1</p><p>Start: 2026-12-20 23:00 UTC</p><p>End: 2026-12-21 03:00 UTC</p><p>Circuit: HX-CIRCUIT-1</p>
${attacks(away)}${filler}<p>the last words</p></body></html>`

export const hostileMail = (html: string): string =>
  [
    'From: "<script>alert(1)</script>" <noc@hostile.example.net>',
    'To: ops-maintenance@noc.example',
    'Message-ID: <hostile-1@hostile.example.net>',
    'Date: Tue, 01 Dec 2026 12:00:00 +0000',
    `Subject: ${title}`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    html,
    '',
  ].join('\r\n')
