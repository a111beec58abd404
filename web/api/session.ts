import { signal } from '@preact/signals'

const place = 'servanda.token'
const renewalPlace = 'servanda.renewal'

/** What an issuer gave beside the access token: none of it is for the API. */
export type Renewal = {
  /** When the access token ends, in milliseconds of this browser's clock. */
  readonly endsAtMs: number
  readonly refreshToken: string | undefined
  readonly idToken: string | undefined
}

/** The API token or access token of who is signed in, for as long as the tab is open. */
export const token = signal<string | null>(sessionStorage.getItem(place))

/** Whether the API has refused the token: it was revoked, has expired, or never was one. */
export const wasRefused = signal(false)

/** What the session can be renewed with; undefined where somebody signed in by an API token. */
export function renewal(): Renewal | undefined {
  const text = sessionStorage.getItem(renewalPlace)
  return text === null ? undefined : JSON.parse(text)
}

export function signIn(text: string, renewedBy?: Renewal): void {
  sessionStorage.setItem(place, text)
  if (renewedBy === undefined) sessionStorage.removeItem(renewalPlace)
  else sessionStorage.setItem(renewalPlace, JSON.stringify(renewedBy))
  wasRefused.value = false
  token.value = text
}

export function signOut(): void {
  sessionStorage.removeItem(place)
  sessionStorage.removeItem(renewalPlace)
  token.value = null
}

/** Called where the API does not know the token any more. What is typed stays on the page behind the sign-in. */
export function signedOut(): void {
  wasRefused.value = true
  signOut()
}
