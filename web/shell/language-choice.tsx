import { ChoiceField } from '../controls/text-field.tsx'
import { isLanguage, type LanguageKey, language, languages, speak, t } from '../words/words.ts'

/** Chooses the language of the page. A draft says that it is one. */
export function LanguageChoice() {
  const options = Object.entries(languages).map(([key, { name, isDraft }]) => {
    const words = isDraft ? t('language.draft', { name }) : name
    return [key, words] as const
  })
  const change = (key: string) => {
    if (isLanguage(key)) void speak(key satisfies LanguageKey)
  }
  return (
    <ChoiceField label={t('language.label')} value={language.value} options={options} onChange={change} />
  )
}
