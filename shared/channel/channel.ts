/** A rendered e-mail, ready to be handed over. It is stored before it is sent: each re-send has its text. */
export type Message = {
  /** Stable per envelope, also across re-sends: what a provider's event or a look-up is matched by. */
  readonly key: string
  /** One bare address, as `leyla@example.org`. */
  readonly to: string
  /** One address, with or without a display name. */
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
}

/**
 * What a provider answered, in the only three ways that matter to the ledger.
 *
 * - `accepted`: the provider has taken responsibility. It does not mean delivered.
 * - `refused`: certainly not accepted, so sending again cannot double. `permanent` where this very message
 *   would be refused again; `transient` where time or an operator can cure it; `gone` where the target wants
 *   nothing any more, so that whoever configured it has to be told.
 * - `unknown`: it may have been accepted. Never sent again silently.
 */
export type Outcome =
  | { readonly kind: 'accepted'; readonly providerId: string | null }
  | {
      readonly kind: 'refused'
      readonly permanence: 'permanent' | 'transient' | 'gone'
      readonly reason: string
      /** So long it asks us to wait before the next try. */
      readonly retryAfterSeconds?: number
    }
  | { readonly kind: 'unknown'; readonly reason: string }

/** The port that every channel implements. */
export type Channel = {
  readonly name: 'email'
  /** Whether the provider tells more of a message later, by events that have its key. */
  readonly tellsLater?: true
  /** Tries once and never throws: every answer, and the lack of one, is an outcome. */
  send(message: Message): Promise<Outcome>
  /**
   * Tells what became of the message with this key; undefined means that it was certainly not accepted.
   * Left out by a provider that cannot say.
   */
  lookUp?(key: string): Promise<Outcome | undefined>
}
