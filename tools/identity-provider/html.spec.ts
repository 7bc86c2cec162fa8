import { describe, expect, it } from 'vitest'
import { html } from './html.ts'

describe('html', () => {
  it('takes what is put in for text', () => {
    expect(html`<p title="${'"><script>'}">${"Ada & 'Bob'"}</p>`.text).toBe(
      '<p title="&#34;&#62;&#60;script&#62;">Ada &#38; &#39;Bob&#39;</p>',
    )
  })

  it('takes markup that it has made for markup, one or many', () => {
    const [one, two] = ['a', '<b>'].map((text) => html`<b>${text}</b>`)

    expect(html`<p>${[one, two].filter((markup) => markup !== undefined)}${html`<hr />`}</p>`.text).toBe(
      '<p><b>a</b><b>&#60;b&#62;</b><hr /></p>',
    )
  })
})
