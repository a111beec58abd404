import { t } from '../words/words.ts'

/** A secret that is shown here and never again. */
export function Once({ label, text }: { label: string; text: string }) {
  return (
    <div class="note note-warn" role="status">
      <p>
        <strong>{label}</strong> {t('once.hint')}
      </p>
      <output class="secret">{text}</output>
      <button
        type="button"
        class="button button-small"
        onClick={() => void navigator.clipboard.writeText(text)}
      >
        {t('once.copy')}
      </button>
    </div>
  )
}
