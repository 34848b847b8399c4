// The list of requests by filter, page after page, with one of them open; address is the state.
import { computed, ref, shallowRef } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { api, ask, type Schemas } from '@/api/client'
import { useAsk } from '@/useAsk'
import { refreshSession } from '@/session'
import type { Change } from './changes'

export const SHOWN = ['open', 'mine', 'all'] as const
export const KINDS = ['correct_item', 'change_level', 'change_retention', 'reopen_volume', 'reopen_box', 'move_group'] as const satisfies readonly Schemas['ChangeKind'][]
export interface ChangeFilter { shown: (typeof SHOWN)[number]; kind?: Schemas['ChangeKind'] }

export function readFilter(query: LocationQuery): ChangeFilter {
  const kind = KINDS.find(k => k === query.kind)
  return { shown: SHOWN.find(s => s === query.show) ?? 'open', ...(kind ? { kind } : {}) }
}
/** The question to the server. */
export const asked = (filter: ChangeFilter) => ({
  ...(filter.shown === 'open' ? { state: 'open' as const } : filter.shown === 'mine' ? { mine: '1' as const } : {}),
  ...(filter.kind ? { kind: filter.kind } : {}),
})

export function useChanges() {
  const route = useRoute()
  const router = useRouter()
  const filter = computed(() => readFilter(route.query))
  const key = computed(() => JSON.stringify(filter.value))
  const more = shallowRef<Change[]>([])
  const cursor = ref<string | null>(null)
  const moreError = shallowRef<unknown>(null)
  const changed = shallowRef(new Map<string, Change>())
  const list = useAsk(key, async signal => {
    const page = await ask(api.GET('/api/v1/change-requests', { params: { query: { ...asked(filter.value), limit: 100 } }, signal }))
    more.value = []
    moreError.value = null
    changed.value = new Map()
    cursor.value = page.next_cursor
    return page.items
  })
  const rows = computed(() => [...(list.data.value ?? []), ...more.value].map(c => changed.value.get(c.id) ?? c))
  async function loadMore() {
    const after = cursor.value
    const mine = key.value
    if (!after) return
    cursor.value = null
    try {
      const page = await ask(api.GET('/api/v1/change-requests', { params: { query: { ...asked(filter.value), limit: 100, cursor: after } } }))
      if (mine !== key.value) return
      more.value = [...more.value, ...page.items]
      cursor.value = page.next_cursor
      moreError.value = null
    } catch (e) {
      cursor.value = after
      moreError.value = e
    }
  }
  const set = (next: Record<string, string | undefined>) => router.replace({ query: { ...route.query, ...next } })
  const show = (id: string) => set({ id: id || undefined })
  const openId = computed(() => (typeof route.query.id === 'string' ? route.query.id : ''))
  // A link may lead to a request that the list does not hold.
  const alone = useAsk(() => `${openId.value} ${list.data.value !== null}`, async signal => {
    if (!openId.value || !list.data.value || rows.value.some(c => c.id === openId.value)) return null
    return ask(api.GET('/api/v1/change-requests/{id}', { params: { path: { id: openId.value } }, signal }))
  })
  const shown = computed(() => {
    if (!openId.value) return rows.value[0] ?? null
    const other = alone.data.value
    return rows.value.find(c => c.id === openId.value) ?? (other?.id === openId.value ? (changed.value.get(other.id) ?? other) : null)
  })
  /** A request as the server answered it after an act. */
  function take(change: Change) {
    changed.value = new Map(changed.value).set(change.id, change)
    void refreshSession()
  }
  return { filter, list, rows, cursor, loadMore, moreError, set, show, openId, shown, alone, take }
}
