import type { ServerResponse } from 'node:http'
import { type Html, html } from './html.ts'
import type { Person } from './people.ts'

/**
 * Styles alone are let in. Not `form-action`: Chromium holds it against the way back to the app, too, since that
 * begins with a form.
 */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

const styles = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 28rem; margin: 10vh auto; padding: 0 1.25rem; }
  h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
  p { margin: 0 0 1.5rem; }
  form { display: grid; gap: .5rem; margin: 0; }
  button { font: inherit; text-align: start; padding: .75rem 1rem; border: 1px solid; border-radius: .5rem;
           background: transparent; color: inherit; cursor: pointer; min-height: 2.75rem; }
  button:hover { background: color-mix(in srgb, currentColor 8%, transparent); }
  button:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
  .quiet { border-color: transparent; text-decoration: underline; margin-top: .5rem; }
`

/** The login page: one button for each person, and one for nobody. `action` is where its form goes. */
export function loginPage(provider: string, app: string, people: readonly Person[], action: string): Html {
  return page(
    `Log in with ${provider}`,
    html`<p>${app} wants to know who you are. These people live on this computer alone, and have no passwords.</p>
      <form method="post" action="${action}">
        ${people.map(({ sub, label }) => html`<button name="person" value="${sub}">Log in as ${label}</button>`)}
        <button name="cancel" value="yes" class="quiet">Cancel</button>
      </form>`,
  )
}

/** Asks whether to log out at the provider as well. `form` is the provider's own, whose id is given. */
export function logoutPage(provider: string, form: Html): Html {
  return page(
    `Log out of ${provider}?`,
    html`<p>You are logged out of the app. You may stay logged in here.</p>
      ${form}
      <button form="op.logoutForm" name="logout" value="yes" autofocus>Log out of ${provider}</button>
      <button form="op.logoutForm" class="quiet">Stay logged in</button>`,
  )
}

/** Says one thing. */
export function messagePage(title: string, message: string): Html {
  return page(title, html`<p>${message}</p>`)
}

/** A whole document. */
function page(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${styles}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`
}

/** What goes with every page. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
}

export function sendPage(response: ServerResponse, status: number, { text }: Html): void {
  response.writeHead(status, pageHeaders).end(text)
}
