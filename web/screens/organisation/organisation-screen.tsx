import { OrganisationForm } from './organisation-form.tsx'
import { OrganisationList } from './organisation-list.tsx'
import { OrganisationPage } from './organisation-page.tsx'

/** The organisations; or, by the address, one of them, or the form for a new one. */
export function OrganisationScreen({ id }: { id: string | undefined }) {
  if (id === undefined) return <OrganisationList />
  return id === 'new' ? <OrganisationForm /> : <OrganisationPage id={id} />
}
