// Data of a screen: the last answer wins, old data stays visible while new data comes.
import { onScopeDispose, ref, shallowRef, watch, type WatchSource } from 'vue'

export function useAsk<T>(source: WatchSource<unknown>, load: (signal: AbortSignal) => Promise<T>) {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<unknown>(null)
  const loading = ref(false)
  let running: AbortController | null = null

  async function reload() {
    running?.abort()
    const mine = (running = new AbortController())
    loading.value = true
    try {
      const got = await load(mine.signal)
      if (running !== mine) return
      data.value = got
      error.value = null
    } catch (e) {
      if (running !== mine) return
      error.value = e
    } finally {
      if (running === mine) loading.value = false
    }
  }
  watch(source, reload, { immediate: true })
  onScopeDispose(() => running?.abort())
  return { data, error, loading, reload }
}
