import type { health as english } from '../en/health.ts'
import type { Translated } from '../words.ts'

export const health: Translated<typeof english> = {
  'health.title': 'Sistemin vəziyyəti',
  'health.again': 'Yenidən yoxla',
  'health.good': 'Xatırlatmalar göndərilir.',
  'health.bad': 'Xatırlatmaların göndərilməsinə nə isə mane olur.',
  'health.checks': 'Yoxlanılanlar',
  'health.lastSweep': 'Son tarixlərin axırıncı yoxlanılması',
  'health.stale': 'Bundan həddən artıq vaxt keçib: Servandanın işinə cavabdeh şəxsə bildirin.',
  'health.nextWake': 'Diqqət tələb edən növbəti vaxt',
  'health.waiting': 'Göndərilməyi ən çox gözləyən xatırlatma',
  'health.nothing': 'Gözləyən yoxdur',
  'health.late':
    'O, artıq göndərilməli idi. Ola bilsin, göndərilmə ləng gedir və ya poçt serveri əlçatmazdır.',
  'health.failed': 'Son 30 gün ərzində çatdırılmamış',
  'health.held': 'Son 30 gün ərzində dayandırılmış',
  'health.see': 'Hansıların və nə səbəbdən olduğuna baxın',
  'health.unowned': 'Məsul şəxsi olmayan yazılar',
  'health.unownedAdvice': 'Əvəzində inzibatçıya məlumat verilir. Hər yazıya məsul şəxs təyin edin.',
  'health.reconcile': 'Sonuncu gecə yoxlaması',
  'health.reconciled': '{at}: {records} yazı, {repaired} düzəliş',
  'health.notYet': 'Hələ yoxdur',
  'health.atLeast': 'ən azı {n}',
  'health.frozen':
    'Bu, bərpa edilmiş nüsxədir: inzibatçı nələrin göndəriləcəyinə baxmayınca heç nə göndərilmir.',
  'health.wouldSend': 'Bir gün ərzində {n} xatırlatma göndəriləcək.',
  'health.release': 'Xatırlatmaların göndərilməsinə icazə ver',
}
