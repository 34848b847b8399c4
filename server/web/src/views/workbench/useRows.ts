// Rows of a list that comes in parts: the next part follows when somebody gets near the end.
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { api, ask, type Schemas } from '@/api/client'
import { requestOf, type ListState, listKey } from './listUrl'

const PART = 100

export function useRows(state: () => ListState) {
  const rows = shallowRef<Schemas['ItemRow'][]>([])
  const total = ref(0)
  const loading = ref(false)
  const error = shallowRef<unknown>(null)
  const known = ref(false)  // an answer has come at least once
  let next: string | null = null
  let running: AbortController | null = null

  async function get(more: boolean) {
    running?.abort()
    const mine = (running = new AbortController())
    loading.value = true
    try {
      const query = { ...requestOf(state()), limit: PART, ...(more && next ? { cursor: next } : {}) }
      const got = await ask(api.GET('/api/v1/items', { params: { query }, signal: mine.signal }))
      if (running !== mine) return
      rows.value = more ? [...rows.value, ...got.items] : got.items
      next = got.next_cursor
      total.value = got.total
      error.value = null
      known.value = true
    } catch (e) {
      if (running === mine) error.value = e
    } finally {
      if (running === mine) loading.value = false
    }
  }
  const reload = () => get(false)
  function more() {
    if (next && !loading.value) void get(true)
  }
  watch(() => listKey(state()), reload, { immediate: true })
  onScopeDispose(() => running?.abort())
  return { rows, total, loading, error, known, reload, more }
}
