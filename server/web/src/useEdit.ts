// A form of one stored record: what was read, what is typed, and, when somebody else was faster,
// both side by side (see LtConflict).
import { computed, reactive, type UnwrapNestedRefs } from 'vue'
import { clashes, merged, part, type Clash } from '@/conflict'
import { useForm } from '@/useForm'

interface Stored { version: number }
/** How a form names its fields and shows their values; `read`: where the fields are not the record's own. */
export interface Wording<T, R> { label: (field: keyof T & string) => string; show: (field: keyof T & string, value: unknown) => string; read?: (record: R) => T }

export function useEdit<T extends object, R extends Stored>(blank: T, wording: Wording<T, R>, send: (body: T, version: number) => Promise<R>) {
  const form = useForm()
  const fields = reactive({ ...blank }) as UnwrapNestedRefs<T> & T
  const read = wording.read ?? ((record: R) => part(blank, record))
  let base: T = { ...blank }
  let version = 0
  const typed = (): T => part(blank, fields)

  /** Starts from a stored record; without one from the empty form. */
  function start(record: R | null) {
    base = record ? read(record) : { ...blank }
    version = record?.version ?? 0
    form.current.value = null
    form.error.value = ''
    form.faults.value = {}
    Object.assign(fields, structuredClone(base))
  }
  /** The stored record after the change, or null. */
  const save = () => form.run(() => send(typed(), version))
  const conflict = computed<Clash[] | null>(() => (form.current.value ? clashes(base, typed(), read(form.current.value as R), wording.label, wording.show) : null))
  /** Mine in the fields of `keep`, theirs in all others, over the version they stored. */
  function put(keep: ReadonlySet<string>) {
    const theirs = form.current.value as R
    const chosen = merged(typed(), read(theirs), keep)
    start(theirs)
    Object.assign(fields, chosen)
    return save()
  }
  return { ...form, fields, start, save, conflict, put }
}
