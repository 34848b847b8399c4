// A volume being worked on: one change after the other, each with the version of the last answer.
import { ref, shallowRef, type Ref } from 'vue'
import { ApiError, api, ask, type Schemas } from '@/api/client'
import { useAsk } from '@/useAsk'

export type Volume = Schemas['Volume']
export interface Refusal { key: string; rule: string; ids: string[]; params: Record<string, string> }

const ids = (list: string | undefined) => (list ? list.split(', ').filter(Boolean) : [])
/** Every fault of a refusal with its rule and the items at fault. */
export function refusals(error: unknown): Refusal[] {
  if (!(error instanceof ApiError)) return [{ key: 'client.unexpected', rule: '', ids: [], params: {} }]
  const all = [{ key: error.key, params: error.params }, ...error.faults]
  const seen = new Set<string>()
  return all.filter(f => {
    const same = `${f.key}|${f.params.ids ?? ''}`
    if (seen.has(same) || (f.key === error.key && f !== all[0] && !Object.keys(f.params).length)) return false
    return seen.add(same)
  }).map(f => ({ key: f.key, rule: f.params.rule ?? '', ids: ids(f.params.ids), params: f.params }))
}

const SETTLED_BY_REASON = ['volume.other_year', 'volume.top_secret_reason', 'box.top_secret_reason']
/** True when a stated reason is all that is missing. */
export const wantsReason = (error: unknown): boolean =>
  error instanceof ApiError && error.status !== 412 && refusals(error).every(r => SETTLED_BY_REASON.includes(r.key))

/** What another person changed meanwhile, as words of volumes.changed. */
export function differences(mine: Volume, now: Volume): string[] {
  const order = (v: Volume) => v.items.map(i => i.id)
  const same = (a: string[], b: string[]) => a.join() === b.join()
  return ([
    ['state', mine.state !== now.state], ['title', mine.title !== now.title],
    ['description', mine.description !== now.description], ['location', mine.location !== now.location || JSON.stringify(mine.shelf) !== JSON.stringify(now.shelf)],
    ['items', !same(order(mine).sort(), order(now).sort())],
    ['order', same(order(mine).sort(), order(now).sort()) && !same(order(mine), order(now))],
    ['notes', mine.notes.length !== now.notes.length],
  ] as [string, boolean][]).filter(([, differs]) => differs).map(([name]) => name)
}

export function useVolume(id: Ref<string>) {
  const asked = useAsk(id, signal => ask(api.GET('/api/v1/volumes/{id}', { params: { path: { id: id.value } }, signal })))
  const volume = asked.data
  const refusal = shallowRef<unknown>(null)
  const stale = shallowRef<Volume | null>(null)
  const waiting = ref(0)
  let queue: Promise<unknown> = Promise.resolve()

  /** Runs after all earlier changes; true when the server took it. `quiet`: the caller shows the
   * error; `clash`: it shows the stored volume beside its own entries. */
  function run(act: (now: Volume) => Promise<Volume>, quiet?: (e: unknown) => boolean, clash?: (theirs: Volume) => void): Promise<boolean> {
    waiting.value++
    const mine = queue.then(async () => {
      const now = volume.value
      if (!now || stale.value) return false
      refusal.value = null
      try {
        volume.value = await act(now)
        return true
      } catch (e) {
        if (e instanceof ApiError && e.status === 412 && e.current && clash) {
          clash(e.current as Volume)
          volume.value = e.current as Volume
          return false
        }
        if (e instanceof ApiError && e.status === 412) stale.value = (e.current as Volume | undefined) ?? now
        else if (!quiet?.(e)) refusal.value = e
        volume.value = { ...now }  // shows the stored order again
        return false
      }
    }).finally(() => { waiting.value-- })
    queue = mine
    return mine
  }
  async function takeNew() {
    const now = stale.value
    stale.value = refusal.value = null
    if (now && now.version !== volume.value?.version) volume.value = now
    else await asked.reload()
  }
  return { volume, error: asked.error, loading: asked.loading, reload: asked.reload, refusal, stale, waiting, run, takeNew }
}
