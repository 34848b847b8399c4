// Loans of a scope, page after page, with one of them open.
import { computed, ref, shallowRef, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { api, ask, type Schemas } from '@/api/client'
import { refreshSession } from '@/session'
import { useAsk } from '@/useAsk'

type Scope = 'mine' | 'to_decide' | 'desk' | 'register'
export type LoanFilter = { state?: Schemas['LoanState']; from?: string; to?: string; query?: string; overdue?: '1' }

export function useLoans(scope: Scope, filter: Ref<LoanFilter> = ref({})) {
  const route = useRoute()
  const router = useRouter()
  const more = shallowRef<Schemas['Loan'][]>([])
  const cursor = ref<string | null>(null)
  const changed = shallowRef(new Map<string, Schemas['Loan']>())
  const list = useAsk(filter, async signal => {
    const page = await ask(api.GET('/api/v1/loans', { params: { query: { scope, limit: 100, ...filter.value } }, signal }))
    more.value = []
    changed.value = new Map()
    cursor.value = page.next_cursor
    return page.items
  })
  const loans = computed(() => [...(list.data.value ?? []), ...more.value].map(loan => changed.value.get(loan.id) ?? loan))
  async function loadMore() {
    const after = cursor.value
    if (!after) return
    cursor.value = null
    const page = await ask(api.GET('/api/v1/loans', { params: { query: { scope, limit: 100, ...filter.value, cursor: after } } }))
    more.value = [...more.value, ...page.items]
    cursor.value = page.next_cursor
  }
  const openId = computed(() => (route.query.loan ? String(route.query.loan) : ''))
  const open = computed(() => loans.value.find(loan => loan.id === openId.value) ?? null)
  const show = (id: string) => router.replace({ query: { ...route.query, loan: id || undefined } })
  /** A loan as the server answered it after an act. */
  function take(loan: Schemas['Loan']) {
    changed.value = new Map(changed.value).set(loan.id, loan)
    void refreshSession()
  }
  return { list, loans, loadMore, open, show, take }
}
