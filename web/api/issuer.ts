import { signal } from '@preact/signals'
import type { Pending } from './oidc.ts'
import { renewal, signedOut, signIn, signOut, token, wasRefused } from './session.ts'

/** Where people sign in, and as which client. */
export type Issuer = { readonly issuer: string; readonly clientId: string; readonly scope: string }

/** The issuer of this deployment: null where people sign in by API tokens only, undefined until that is known. */
export const issuer = signal<Issuer | null | undefined>(undefined)
/** Why the last try to sign in with the issuer came to nothing. */
export const issuerFailure = signal<string | undefined>(undefined)

const pendingPlace = 'servanda.signing-in'
/** A token is renewed when it would end within this time. */
const earlyMs = 60_000

/** Asks once where people sign in. */
export async function readIssuer(): Promise<Issuer | null> {
  if (issuer.value !== undefined) return issuer.value
  const response = await fetch('/v1/sign-in').catch(() => undefined)
  const found: { oidc: Issuer | null } | undefined = response?.ok ? await response.json() : undefined
  if (found !== undefined) issuer.value = found.oidc
  return found?.oidc ?? null
}

/** Sends the reader to the issuer; they come back to where they are. */
export async function signInWithIssuer(): Promise<void> {
  const given = await readIssuer()
  if (given === null) return
  issuerFailure.value = undefined
  await trying(async () => {
    const { authorization } = await import('./oidc.ts')
    const { to, pending } = await authorization(given, location.hash)
    sessionStorage.setItem(pendingPlace, JSON.stringify(pending))
    location.assign(to)
  })
}

/** Takes up a sign-in that comes back in the address, before the page is shown. */
export async function takeUpSignIn(): Promise<void> {
  const answer = new URLSearchParams(location.search)
  if (!answer.has('state')) return
  const text = sessionStorage.getItem(pendingPlace)
  sessionStorage.removeItem(pendingPlace)
  const pending: Pending | undefined = text === null ? undefined : JSON.parse(text)
  // The code leaves the address at once: whoever sees the history finds none.
  history.replaceState(null, '', `/${pending?.hash ?? ''}`)
  dispatchEvent(new HashChangeEvent('hashchange'))
  await trying(async () => {
    const given = await readIssuer()
    if (given === null || pending === undefined) throw new Error('This sign-in was not begun in this tab.')
    const { granted } = await import('./oidc.ts')
    const { accessToken, renewal: renewedBy } = await granted(given, pending, answer)
    signIn(accessToken, renewedBy)
    others.postMessage({ accessToken, renewedBy })
  })
}

let renewing: Promise<void> | undefined

/** Renews the access token where it is about to end: once, however many requests wait for it. */
export async function renewInTime(): Promise<void> {
  const before = renewal()
  if (before === undefined || before.endsAtMs - Date.now() > earlyMs) return
  renewing ??= renew().finally(() => {
    renewing = undefined
  })
  await renewing
}

async function renew(): Promise<void> {
  const before = renewal()
  const given = await readIssuer()
  if (before?.refreshToken === undefined || given === null) {
    if (before !== undefined && before.endsAtMs < Date.now()) signedOut()
    return
  }
  const { refreshed } = await import('./oidc.ts')
  const found = await refreshed(given, before).catch(() => undefined)
  if (found !== undefined) signIn(found.accessToken, found.renewal)
  else if (before.endsAtMs < Date.now()) signedOut()
}

/** Signs out here and, where somebody signed in with the issuer, there too. */
export async function signOutEverywhere(): Promise<void> {
  const before = renewal()
  signOut()
  const given = before === undefined ? null : await readIssuer()
  if (before === undefined || given === null) return
  const { ended } = await import('./oidc.ts')
  const to = await ended(given, before).catch(() => undefined)
  if (to !== undefined) location.assign(to)
}

/** A tab whose session has ended takes up one that begins in another: what is typed in it stays. */
const others = new BroadcastChannel('servanda.session')
others.addEventListener('message', ({ data }) => {
  if (wasRefused.value && token.value === null) signIn(data.accessToken, data.renewedBy)
})

async function trying(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    issuerFailure.value = error instanceof Error ? error.message : String(error)
  }
}
