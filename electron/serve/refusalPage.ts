/** What a person sees who comes without a session: why, and how to get in. */
import { SAFE_HEADERS, styleNonce } from '../shell/pagePolicy.ts'

export interface HtmlAnswer {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const STYLE = `
:root { color-scheme: light dark; font: 13px/1.5 system-ui, sans-serif }
body { margin: 20vh auto 0; max-width: 480px; padding: 0 24px }
h1 { font-size: 20px; font-weight: 600 }
code { font-family: ui-monospace, monospace }`

/** @param another whether the terminal prints a new link when asked */
export function refusalPage(usedLink: boolean, another: boolean): HtmlAnswer {
  const title = usedLink ? 'This link was used already' : 'Open Stackstead by its own link'
  const why = usedLink
    ? 'Each link opens Stackstead once, so that nobody else can use it after you.'
    : 'This browser has no session with Stackstead.'
  const way = another
    ? 'Press Enter in the terminal in which Stackstead runs and open the link it prints.'
    : 'Stop Stackstead with Ctrl-C, run <code>npm start</code> again and open the link it prints.'
  return html(title, `<h1>${title}</h1>\n<p>${why}</p>\n<p>${way}</p>`)
}

/** Goes on from here: a session's cookie is only sent on a way that begins at this address, not at another page's link. */
export function onwardPage(): HtmlAnswer {
  const page = html('Stackstead', '<p><a href="/">Open Stackstead</a></p>')
  return { ...page, headers: { ...page.headers, refresh: '0; url=/' } }
}

function html(title: string, body: string): HtmlAnswer {
  const nonce = styleNonce()
  return {
    headers: {
      ...SAFE_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
    body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8" /><title>${title}</title><style nonce="${nonce}">${STYLE}</style></head>
<body>
${body}
</body>
</html>
`,
  }
}
