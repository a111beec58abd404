import type { Webhook } from '../../../shared/webhook/webhook.ts'
import { wordFor } from '../../words/words.ts'

/** A webhook as the API shows it. */
export type KeptWebhook = Omit<Webhook, 'secrets'>

/** What a receiver is told of, in words. */
export function typeWords(type: string): string {
  return wordFor('changeType', type)
}
