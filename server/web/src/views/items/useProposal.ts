// Asks what saving would give while somebody types; the last question wins.
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { api, ApiError, ask, type Schemas } from '@/api/client'
import { describe, i18n } from '@/i18n'
import { canPropose, draftOf, type FilingFields } from './filing'

const PAUSE = 400  // ms after the last key

/** With the field's name before it: this text stands beside the form, not under the field. */
function named(error: unknown): string {
  const { t, te } = i18n.global
  const label = error instanceof ApiError && error.field ? `filing.${error.field}` : ''
  return label && te(label) ? t('filing.problem_of', { field: t(label), text: describe(error) }) : describe(error)
}

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
      if (running === mine) problem.value = named(e)
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
