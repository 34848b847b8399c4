// A box being worked on: one change at a time, each with the version of the last answer.
import { ref, shallowRef, type ShallowRef } from 'vue'
import { ApiError, type Schemas } from '@/api/client'

export type Box = Schemas['Box']
/** Thicknesses that boxes of by-item arrangement are made in, mm. */
export const BOX_SPINES = [20, 30, 40, 50] as const
/** True when the server took it. `quiet`: the caller shows the error; `clash`: it shows the stored
 * box beside its own entries. */
export type Run = (act: (now: Box) => Promise<Box>, quiet?: (e: unknown) => void, clash?: (theirs: Box) => void) => Promise<boolean>

export function useBox(box: ShallowRef<Box | null>) {
  const busy = ref(false)
  const error = shallowRef<unknown>(null)
  const run: Run = async (act, quiet, clash) => {
    const now = box.value
    if (!now || busy.value) return false
    busy.value = true
    error.value = null
    try {
      box.value = await act(now)
      return true
    } catch (e) {
      const theirs = e instanceof ApiError && e.status === 412 && e.current ? (e.current as Box) : null
      if (theirs) box.value = theirs
      if (theirs && clash) clash(theirs)
      else if (quiet) quiet(e)
      else error.value = e
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, error, run }
}
