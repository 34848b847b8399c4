// After an act another object takes the place of the one acted on: the second click of a double
// click, or a key held down, must not act on what nobody has read yet.
import { onScopeDispose, ref } from 'vue'

export const COOLDOWN = 800  // ms

export function useCooldown() {
  const cooling = ref(false)
  let timer = 0
  function start() {
    clearTimeout(timer)
    cooling.value = true
    timer = window.setTimeout(() => { cooling.value = false }, COOLDOWN)
  }
  onScopeDispose(() => clearTimeout(timer))
  return { cooling, start }
}
