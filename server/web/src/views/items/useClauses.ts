// The filing scheme of a fonds and year, kept in step with both.
import { shallowRef, watch } from 'vue'
import { api, ask, type Schemas } from '@/api/client'
import { sameClause, type FilingFields } from './filing'

export function useClauses(fields: FilingFields, year: () => number | null) {
  const clauses = shallowRef<Schemas['Clause'][]>([])
  let asked = ''
  watch(() => `${fields.fonds_id}/${year() ?? ''}`, async want => {
    asked = want
    const wanted = year()
    if (!fields.fonds_id || !wanted) {
      clauses.value = []
      return
    }
    try {
      const got = await ask(api.GET('/api/v1/fonds/{id}/clauses', { params: { path: { id: fields.fonds_id }, query: { year: wanted } } }))
      if (asked !== want) return
      const before = clauses.value.find(c => c.id === fields.clause_id)
      clauses.value = got.items
      if (before) fields.clause_id = sameClause(before, got.items)
      else if (got.items.length && fields.clause_id && !got.items.some(c => c.id === fields.clause_id)) fields.clause_id = ''
    } catch {
      if (asked === want) clauses.value = []  // the fault of the clause comes with saving
    }
  }, { immediate: true })
  return clauses
}
