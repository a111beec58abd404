import { describe, expect, it } from 'vitest'
import { html } from '../../../shared/mail/html.ts'

describe('the HTML encoder', () => {
  it('encodes text and leaves its own markup alone', () => {
    const part = html`<b>${'<&>"\''}</b>`

    expect(html`<p title="${'"'}">${part}${[part, part]}${3}</p>`.markup).toBe(
      `<p title="&quot;">${'<b>&lt;&amp;&gt;&quot;&#39;</b>'.repeat(3)}3</p>`,
    )
  })

  it('replaces what HTML forbids', () => {
    expect(html`${'a\u0000b\u0085\uD800'}`.markup).toBe('a\uFFFDb\uFFFD\uFFFD')
  })
})
