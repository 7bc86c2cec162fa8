import { createHash } from 'node:crypto'

/** A page, and the policy with which it is sent. */
export interface Page {
  html: string
  policy: string
}

/**
 * The page of somebody else: `sandbox` without `allow-same-origin` gives it an origin of its own that equals no other,
 * wherever it was loaded from. It sends a form, as pages may to any site without asking.
 */
export const elsewherePage = page({
  title: 'A page from elsewhere',
  body: '<form method="post" action="coat"><input name="coat" value="mine now"></form>',
  script: 'document.forms[0].submit()',
  policy: "form-action 'self'; sandbox allow-scripts allow-forms",
})

/** What the server answered to that form, as a page that tells the one around it. */
export function answerPage(answer: object): Page {
  // Inside of a script element only `<` could end it.
  const json = JSON.stringify(answer).replaceAll('<', String.raw`\u003c`)
  return page({
    title: 'The answer',
    body: `<script type="application/json" id="answer">${json}</script>`,
    // To whichever origin: only the own one may frame this page, and there is no secret in the answer.
    script: 'parent.postMessage(JSON.parse(document.getElementById("answer").textContent), "*")',
    policy: 'sandbox allow-scripts',
  })
}

function page({ title, body, script, policy }: Record<'title' | 'body' | 'script' | 'policy', string>): Page {
  const hash = createHash('sha256').update(script).digest('base64')
  return {
    html: `<!doctype html><html lang="en"><title>${title}</title>${body}<script>${script}</script></html>`,
    policy: `default-src 'none'; script-src 'sha256-${hash}'; base-uri 'none'; frame-ancestors 'self'; ${policy}`,
  }
}
