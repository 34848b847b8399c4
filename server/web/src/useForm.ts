// One change to the server at a time: busy while it runs, then what went wrong, beside its field.
import { ref, shallowRef } from 'vue'
import { ApiError } from '@/api/client'
import { describe, errorText } from '@/i18n'

export function useForm() {
  const busy = ref(false)
  const error = ref('')
  const faults = ref<Record<string, string>>({})
  /** Somebody else has changed the record meanwhile: its stored state (412). */
  const current = shallowRef<unknown>(null)

  /** The answer, or null when it was refused (then `error`, `faults` or `current` says why). */
  async function run<T>(change: () => Promise<T>): Promise<T | null> {
    if (busy.value) return null
    busy.value = true
    error.value = ''
    faults.value = {}
    current.value = null
    try {
      return await change()
    } catch (e) {
      if (e instanceof ApiError && e.status === 412 && e.current) current.value = e.current
      else if (e instanceof ApiError && e.faults.length) for (const f of e.faults) faults.value[f.field] = errorText(f.key, f.params)
      else error.value = describe(e)
      return null
    } finally {
      busy.value = false
    }
  }
  return { busy, error, faults, current, run }
}
