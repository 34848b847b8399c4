// Lists that the forms and filters choose from, fetched once per screen.
import { computed, shallowRef } from 'vue'
import { api, ask, type Schemas } from '@/api/client'
import { session } from '@/session'

export interface Reference {
  fonds: Schemas['Fonds'][]
  departments: Schemas['Department'][]
  classes: Schemas['RetentionClass'][]
  categories: Schemas['CategoryName'][]
}

export async function loadReference(signal?: AbortSignal): Promise<Reference> {
  const [fonds, departments, classes, categories] = await Promise.all([
    ask(api.GET('/api/v1/fonds', { signal })), ask(api.GET('/api/v1/departments', { signal })),
    ask(api.GET('/api/v1/retention-classes', { signal })), ask(api.GET('/api/v1/categories', { signal })),
  ])
  return { fonds: fonds.items, departments: departments.items, classes, categories }
}

/** Departments one may file for: the archivist for all, others for their own. */
export const filingDepartments = (all: Schemas['Department'][]): Schemas['Department'][] =>
  all.filter(d => d.active && (session.value?.roles.includes('archivist') || d.id === session.value?.user.department?.id))

/** Names of departments by id, for facets and filters; empty until they are there. */
export function useDepartments() {
  const list = shallowRef<Schemas['Department'][]>([])
  ask(api.GET('/api/v1/departments')).then(got => { list.value = got.items }).catch(() => {})
  const names = computed(() => new Map(list.value.map(d => [d.id, d.name])))
  return { list, names }
}
