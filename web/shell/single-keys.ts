import { signal } from '@preact/signals'

const place = 'servanda.shortcuts'
/** Single keys can get in the way of speech input: they can be switched off. Source: WCAG 2.2, 2.1.4. */
export const areKeysOn = signal(localStorage.getItem(place) !== 'off')

export function switchKeys(on: boolean): void {
  areKeysOn.value = on
  localStorage.setItem(place, on ? 'on' : 'off')
}

/** Whether single keys mean something where the event comes from: in a field they are letters. */
export function isShortcut(event: KeyboardEvent): boolean {
  return areKeysOn.value && !isTyping(event)
}

function isTyping(event: KeyboardEvent): boolean {
  const { target } = event
  const isModified = event.ctrlKey || event.metaKey || event.altKey
  const isOpen = document.querySelector('dialog[open]') !== null
  return isModified || isOpen || (target instanceof HTMLElement && target.matches('input, textarea, select'))
}
