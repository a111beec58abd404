import type { tokens as english } from '../en/tokens.ts'
import type { Translated } from '../words.ts'

export const tokens: Translated<typeof english> = {
  'tokens.title': 'API tokenləri',
  'tokens.none': 'Token yoxdur. Proqramlar, skriptlər və bu səhifə tokenlə daxil olur.',
  'tokens.add': 'Token yarat',
  'tokens.made': 'Yeni tokeniniz.',
  'tokens.nameHint': 'Nə üçün olduğunu yazın ki, sonra məhz lazım olanı ləğv edə biləsiniz.',
  'tokens.scope': 'İcazə',
  'tokens.for': 'Qüvvədə olma müddəti',
  'tokens.revoke': 'Ləğv et',
  'tokens.revokeNow': 'Tokeni ləğv et',
  'tokens.sure': 'Bu tokenlə daxil olan proqramlar və səhifələr daha buraxılmır.',
  'tokens.noEnd': 'müddətsiz',
  'tokens.until': 'qüvvədədir, bu vaxtadək: {at}',

  'scope.read': 'Yalnız oxumaq',
  'scope.write': 'Oxumaq və yazmaq',
}
