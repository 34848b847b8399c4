// Whether the dialog of print jobs is open stands in the address, as all that a screen shows.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export function useJobsOpen() {
  const route = useRoute()
  const router = useRouter()
  return computed({ get: () => route.query.jobs === '1', set: open => void router.replace({ query: { ...route.query, jobs: open ? '1' : undefined } }) })
}
