/** Numbers as people write them in English: each word stands at its own place. */
export const cardinals = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')

/** As `cardinals`; there is no ordinal of zero. */
export const ordinals = ' first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')
