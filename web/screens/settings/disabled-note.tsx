import { English } from '../../controls/content.tsx'
import { t } from '../../words/words.ts'

/** That nothing is sent there any more, and why; the product says that in English. */
export function DisabledNote({ why }: { why: string }) {
  return (
    <p class="row-state error">
      <span>
        {t('channels.disabled')} <English text={why} />
      </span>
    </p>
  )
}
