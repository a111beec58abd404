import { Content, DueDay } from '../../controls/content.tsx'
import { Wide } from '../../controls/wide.tsx'
import { type Amount, amountWords, totals } from '../../dates/amount-words.ts'
import type { RecordEvent, TheRecord } from '../../records/record.ts'
import { t, wordFor } from '../../words/words.ts'

type Paid = RecordEvent & { readonly amount: Amount }

/** What is owed each time, and what has been paid: shown only where there is money in it. */
export function Amounts({ record, events }: { record: TheRecord; events: readonly RecordEvent[] }) {
  const due = record.kind === 'commitment' ? record.amount : null
  const paid = events.filter((event): event is Paid => event.amount !== null)
  if (due === null && paid.length === 0) return null
  return (
    <section class="section" aria-labelledby="amounts">
      <h2 id="amounts">{t('amounts.title')}</h2>
      {due !== null && <p>{t('amounts.due', { amount: amountWords(due) })}</p>}
      {paid.length === 0 ? (
        <p class="empty">{t('amounts.none')}</p>
      ) : (
        <Wide label={t('amounts.title')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('amounts.on')}</th>
                <th scope="col">{t('amounts.what')}</th>
                <th scope="col" class="number">
                  {t('amounts.amount')}
                </th>
              </tr>
            </thead>
            <tbody>
              {paid.map(({ id, on, kind, reference, amount }) => (
                <tr key={id}>
                  <td>{on === null ? t('date.unknown') : <DueDay due={on} />}</td>
                  <td>
                    {wordFor('event', kind)} {reference !== null && <Content text={reference} />}
                  </td>
                  <td class="number">{amountWords(amount)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              {totals(paid.map(({ amount }) => amount)).map((sum) => (
                <tr key={sum.currency}>
                  <th scope="row" colSpan={2}>
                    {t('amounts.total')}
                  </th>
                  <td class="number">{amountWords(sum)}</td>
                </tr>
              ))}
            </tfoot>
          </table>
        </Wide>
      )}
    </section>
  )
}
