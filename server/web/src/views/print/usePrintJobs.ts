// The own print jobs, asked for again every second while one is on its way.
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { api, ask, newKey, toApiError } from '@/api/client'
import { isRunning, shown, type Job } from './jobs'

const PAUSE = 1000

export function usePrintJobs(on: Ref<boolean>) {
  const jobs = shallowRef<Job[]>([])
  const error = shallowRef<unknown>(null)
  const known = ref(false)
  let timer = 0
  let alive = true

  async function load() {
    clearTimeout(timer)
    try {
      jobs.value = shown((await ask(api.GET('/api/v1/print-jobs'))).items)
      error.value = null
      known.value = true
    } catch (e) {
      error.value = e
    }
    clearTimeout(timer)
    if (alive && on.value && !error.value && jobs.value.some(isRunning)) timer = window.setTimeout(load, PAUSE)
  }
  watch(on, now => { if (now) void load(); else clearTimeout(timer) }, { immediate: true })
  onScopeDispose(() => { alive = false; clearTimeout(timer) })

  /** The PDF of a job; what is printed is logged at this moment. */
  async function result(job: Job): Promise<Blob> {
    const answer = await fetch(`/api/v1/print-jobs/${encodeURIComponent(job.id)}/result.pdf`, { credentials: 'same-origin' }).catch(() => { throw toApiError(0, undefined) })
    if (!answer.ok) throw toApiError(answer.status, await answer.json().catch(() => undefined))
    return new Blob([await answer.blob()], { type: 'application/pdf' })
  }
  const drop = (job: Job) => ask(api.DELETE('/api/v1/print-jobs/{id}', { params: { path: { id: job.id } } })).finally(load)
  /** The same order as the records are now; what was drawn before goes. */
  async function repeat(job: Job) {
    await ask(api.POST('/api/v1/print-jobs/{id}/repeat', { params: { path: { id: job.id }, header: { 'Idempotency-Key': newKey() } } }))
    await drop(job)
  }
  return { jobs, error, known, load, result, repeat, drop, running: computed(() => jobs.value.filter(isRunning).length) }
}
