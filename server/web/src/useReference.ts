// The lists that forms and filters choose from, fetched once per screen.
import { computed } from 'vue'
import { api, ask } from '@/api/client'
import { useAsk } from '@/useAsk'

export function useReference() {
  const got = useAsk(() => 0, async signal => {
    const [fonds, departments, classes, categories] = await Promise.all([
      ask(api.GET('/api/v1/fonds', { signal })), ask(api.GET('/api/v1/departments', { signal })),
      ask(api.GET('/api/v1/retention-classes', { signal })), ask(api.GET('/api/v1/categories', { signal })),
    ])
    return { fonds: fonds.items, departments: departments.items, classes, categories }
  })
  return {
    error: got.error, loading: got.loading, reload: got.reload,
    fonds: computed(() => got.data.value?.fonds ?? []),
    departments: computed(() => got.data.value?.departments ?? []),
    classes: computed(() => got.data.value?.classes ?? []),
    categories: computed(() => got.data.value?.categories ?? []),
  }
}
