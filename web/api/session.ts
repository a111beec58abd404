import { signal } from '@preact/signals'

const place = 'servanda.token'

/** The API token of who is signed in, for as long as the tab is open. */
export const token = signal<string | null>(sessionStorage.getItem(place))

/** Whether the API has refused the token: it was revoked, has expired, or never was one. */
export const wasRefused = signal(false)

export function signIn(text: string): void {
  sessionStorage.setItem(place, text)
  wasRefused.value = false
  token.value = text
}

export function signOut(): void {
  sessionStorage.removeItem(place)
  token.value = null
}

/** Called where the API does not know the token any more. What is typed stays on the page behind the sign-in. */
export function signedOut(): void {
  wasRefused.value = true
  signOut()
}
