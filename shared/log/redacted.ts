const address = /[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*/g
/** Behind the host of an address of the web may stand a secret: that of a chat, of a feed, of a webhook. */
const url = /\b(https?:\/\/)(?:[^\s/?#@]*@)?([^\s/?#@]+)[/?#]\S*|\b(https?:\/\/)[^\s/?#@]*@([^\s/?#@]+)/gi
const secret = /\b(?:svd|inv|whsec|feed)_[\w-]+|\bBearer\s+\S+|\beyJ[\w-]+\.[\w-]*\.?[\w-]*/gi
/** Long and without meaning: may be a secret. Our own ids are prefixes with 32 hexadecimal digits, and are none. */
const long = /[A-Za-z0-9_+/=-]{24,}/g
const ownId = /^(?:ws|per|org|agr|mem|com|evt|tok|cal|chn)_[0-9a-f]{32}$/
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const mostCharacters = 500

/** Text as a log may have it: without addresses and without whatever may be a secret. */
export function redacted(text: string): string {
  return text
    .replaceAll(secret, '[secret]')
    .replaceAll(url, '$1$3$2$4/[...]')
    .replaceAll(address, '[address]')
    .replaceAll(long, (found) => (ownId.test(found) || uuid.test(found) ? found : '[secret]'))
    .slice(0, mostCharacters)
}

/** The key of an item, part by part: an outbox is named for its recipient, which may be an address. */
export function redactedKey(key: string): string {
  return key.split('#').map(redacted).join('#')
}
