/**
 * Text as it is searched and sorted: lower case, without marks. Letters that do not decompose are folded by hand
 * (ə, ı, ø, ł and their like), since Unicode's NFKD leaves them alone; so are apostrophes and dashes.
 */
export function folded(value: string): string {
  return value
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[əıøłđðþßæœħŋ]/g, (letter) => undecomposed[letter] ?? letter)
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[‘’ʼ]/g, "'")
    .replaceAll(/[‐-―]/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const undecomposed: Readonly<Record<string, string>> = {
  ə: 'e',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ħ: 'h',
  ŋ: 'n',
}
