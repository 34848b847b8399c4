// Keyboard shortcuts of a screen. Silent while an input method composes, while a dialog is open,
// and, for plain letters, while somebody types into a field.
import { onBeforeUnmount, onMounted } from 'vue'

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Names like "a", "ArrowDown", "ctrl+enter", "alt+ArrowUp". */
export function keyName(e: KeyboardEvent): string {
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key === 'Enter' ? 'enter' : e.key
  return `${e.ctrlKey || e.metaKey ? 'ctrl+' : ''}${e.altKey ? 'alt+' : ''}${key}`
}

export function useKeys(map: Record<string, (e: KeyboardEvent) => void>) {
  const listen = (e: KeyboardEvent) => {
    if (e.isComposing || e.keyCode === 229) return
    if (document.querySelector('.el-overlay-dialog, .el-message-box__wrapper')?.checkVisibility?.()) return
    const name = keyName(e)
    const combined = /^(ctrl|alt)\+/.test(name)
    const act = map[name]
    // Ctrl and Alt go before the field one is in: a closed list would open by Ctrl+Enter and keep it.
    if (!act || combined !== (e.eventPhase === Event.CAPTURING_PHASE) || (isTyping(e.target) && !combined)) return
    e.preventDefault()
    if (combined) e.stopPropagation()
    act(e)
  }
  onMounted(() => [true, false].forEach(capture => window.addEventListener('keydown', listen, capture)))
  onBeforeUnmount(() => [true, false].forEach(capture => window.removeEventListener('keydown', listen, capture)))
}
