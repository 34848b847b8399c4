// Asks what saving would give while somebody types; the last question wins.
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { api, ask, type Schemas } from '@/api/client'
import { describe } from '@/i18n'
import { canPropose, draftOf, type FilingFields } from './filing'

const PAUSE = 400  // ms after the last key

export function useProposal(fields: FilingFields, enabled: boolean) {
  const proposal = shallowRef<Schemas['ItemProposal'] | null>(null)
  const loading = ref(false)
  const problem = ref('')
  let timer = 0
  let running: AbortController | null = null

  async function now() {
    running?.abort()
    const mine = (running = new AbortController())
    loading.value = true
    try {
      const got = await ask(api.POST('/api/v1/items/proposal', { body: draftOf(fields, true), signal: mine.signal }))
      if (running !== mine) return
      proposal.value = got
      problem.value = ''
    } catch (e) {
      if (running === mine) problem.value = describe(e)
    } finally {
      if (running === mine) loading.value = false
    }
  }
  function forget() {
    clearTimeout(timer)
    running?.abort()
    running = null
    loading.value = false
    proposal.value = null
    problem.value = ''
  }
  watch(() => JSON.stringify(draftOf(fields, true)), () => {
    clearTimeout(timer)
    if (!enabled) return
    if (!canPropose(fields)) forget()
    else timer = window.setTimeout(now, PAUSE)
  }, { immediate: true })
  onScopeDispose(forget)
  return { proposal, loading, problem, forget }
}
