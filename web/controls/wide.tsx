import type { ComponentChildren } from 'preact'

/** What may be wider than the page: it is scrolled by itself, also by who has only a keyboard. */
export function Wide({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard (WCAG 2.1.1).
    <div class="wide" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  )
}
