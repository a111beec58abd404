import type { recordForm as english } from '../en/record-form.ts'
import type { Translated } from '../words.ts'

export const recordForm: Translated<typeof english> = {
  'new.title': 'Yeni yazı',
  'new.kind': 'Yazının növü',
  'new.save': 'Yadda saxla',
  'new.clear': 'Formanı təmizlə',

  'edit.title': 'Yazının redaktəsi',
  'edit.save': 'Dəyişiklikləri yadda saxla',
  'edit.saveOver': 'Mənim dəyişikliklərimi yadda saxla',
  'edit.cancel': 'Olduğu kimi saxla',

  'form.more': 'Əlavə: müavin, xatırlatma vaxtı, sahələr, keçidlər',
  'form.remove': 'Sil',
  'form.addMilestone': 'Tarixdən əvvəlki mərhələni əlavə et',
  'form.milestone': 'Mərhələ',
  'form.before': 'tarixdən əvvəl',
  'form.addParty': 'Tərəf əlavə et',
  'form.addTerm': 'Müddət əlavə et',
  'form.termStarts': 'Başlanğıc',
  'form.termEnds': 'Son',
  'form.impreciseHint': '2026-01-31, 2026-01 və ya 2026',
  'form.termEndsHint': 'Məlum deyilsə, boş saxlayın.',
  'form.termOpen': 'Müddətsiz',
  'form.leadsHint':
    'Son tarixdən neçə gün əvvəl, məsələn, 90, 30, 7. Boş saxlanıldıqda iş məkanının tənzimləməsi tətbiq olunur.',
  'form.watchersHint': 'Vergüllə ayrılmış e-poçt ünvanları.',
  'form.commas': 'Vergüllə ayrılır.',
  'form.rotationHint': 'Bu rolu hər dəfə növbə ilə kim icra edir, vergüllə ayrılır.',
  'form.trackedHint': 'Bundan əvvəlki son tarixlər tarixçəyə aiddir. Boş: bu gün.',
  'form.linksHint': 'Hər sətirdə bir ünvan.',

  'preview.title': 'Bundan irəli gələnlər',
  'preview.missing': 'İlkin baxış üçün bir qədər də məlumat lazımdır:',
  'preview.deadlines': 'Son tarixlər',
  'preview.noDeadlines': '18 ay ərzində yoxdur.',
  'preview.reminders': 'Xatırlatmalar',
  'preview.noReminders': '18 ay ərzində yoxdur.',
  'preview.more': 'və daha {n}',

  'conflict.record':
    'Başqasının dəyişdirdikləri aşağıya köçürülüb; sizin də dəyişdirdikləriniz yazdığınız kimi qalıb.',
  'conflict.both': 'Bunu siz də dəyişmisiniz: yadda saxlanıldıqda sizin yazdığınız onu əvəz edəcək.',
}
