// The lists that forms and filters choose from, fetched once per screen.
import { computed, shallowRef } from 'vue'
import { api, ask, type Schemas } from '@/api/client'
import { session } from '@/session'
import { useAsk } from '@/useAsk'

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

/** The lists of a screen; empty until they are there. */
export function useReference() {
  const { data, error, loading, reload } = useAsk(() => 0, loadReference)
  const list = <Name extends keyof Reference>(name: Name) => computed(() => data.value?.[name] ?? ([] as unknown as Reference[Name]))
  return { error, loading, reload, fonds: list('fonds'), departments: list('departments'), classes: list('classes'), categories: list('categories') }
}

type Category = Schemas['Category']
/** The categories to choose from, and the one that is chosen among them: `wanted` when it is there. */
export function choiceOf(all: Schemas['CategoryName'][], fit: readonly Category[] | null, wanted: Category): { list: Schemas['CategoryName'][]; chosen: Category } {
  const list = fit ? all.filter(c => fit.includes(c.code)) : all
  return { list, chosen: !fit || fit.includes(wanted) ? wanted : list[0]?.code ?? wanted }
}
/** The categories of a fonds that are arranged so: by volume they have volumes, by item boxes. Null until it is known. */
export function useArranged(fondsId: () => string, arrangement: Schemas['Arrangement']) {
  const { data } = useAsk(fondsId, async signal => (fondsId() ? (await ask(api.GET('/api/v1/fonds/{id}/categories', { params: { path: { id: fondsId() } }, signal }))).items : null))
  const settings = computed(() => data.value?.filter(c => c.arrangement === arrangement) ?? null)
  return { settings, codes: computed(() => settings.value?.map(c => c.category) ?? null) }
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
