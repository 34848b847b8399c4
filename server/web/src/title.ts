// What the tab and the history of the browser call a screen: the record it shows, the screen, the
// program.
import { computed, onScopeDispose, shallowReactive, watch, type WatchSource } from 'vue'
import { i18n } from './i18n'
import { router } from './router'

const records = shallowReactive(new Map<symbol, string>())

/** Names the record (its code, its title) for as long as the screen that calls this is open. */
export function useTitle(source: WatchSource<string | null | undefined>) {
  const mine = Symbol()
  watch(source, name => { records.set(mine, name ?? '') }, { immediate: true })
  onScopeDispose(() => { records.delete(mine) })
}

const text = i18n.global.t as (path: string) => string
const full = computed(() => {
  const screen = router.currentRoute.value.meta.title
  return [[...records.values()].filter(Boolean).at(-1), screen && text(`title.${screen}`), text('shell.name')].filter(Boolean).join(' · ')
})
/** Keeps the title of the window in step; called once. */
export const nameWindow = () => watch(full, now => { document.title = now }, { immediate: true })
