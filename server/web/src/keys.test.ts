import { afterEach, describe, expect, it, vi } from 'vitest'
import { createApp, defineComponent, h } from 'vue'
import { keyName, useKeys } from './keys'

const act = { letter: vi.fn(), save: vi.fn(), up: vi.fn() }
let stop = () => {}
function mount() {
  const host = document.createElement('div')
  const app = createApp(defineComponent({
    setup() {
      useKeys({ a: act.letter, 'ctrl+enter': act.save, 'alt+ArrowUp': act.up })
      return () => h('div', [h('input'), h('p')])
    },
  }))
  document.body.append(host)
  app.mount(host)
  stop = () => { app.unmount(); host.remove() }
  return host
}
afterEach(() => { stop(); vi.clearAllMocks() })
const press = (on: Element, init: KeyboardEventInit) => on.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))

describe('shortcuts', () => {
  it('act anywhere on the page', () => {
    press(mount().querySelector('p')!, { key: 'A' })
    expect(act.letter).toHaveBeenCalledOnce()
  })
  it('leave letters to the field one types into, but not Ctrl and Alt', () => {
    const input = mount().querySelector('input')!
    press(input, { key: 'a' })
    press(input, { key: 'Enter', ctrlKey: true })
    press(input, { key: 'ArrowUp', altKey: true })
    expect(act.letter).not.toHaveBeenCalled()
    expect(act.save).toHaveBeenCalledOnce()
    expect(act.up).toHaveBeenCalledOnce()
  })
  it('reach their screen before a field that takes every key for itself', () => {
    const input = mount().querySelector('input')!
    const kept = vi.fn((e: Event) => e.stopPropagation())
    input.addEventListener('keydown', kept)
    press(input, { key: 'Enter', ctrlKey: true })
    expect(act.save).toHaveBeenCalledOnce()
    expect(kept).not.toHaveBeenCalled()
  })
  it('are silent while an input method composes', () => {
    const host = mount()
    press(host.querySelector('p')!, { key: 'a', isComposing: true })
    press(host.querySelector('input')!, { key: 'Enter', ctrlKey: true, isComposing: true })
    expect(act.letter).not.toHaveBeenCalled()
    expect(act.save).not.toHaveBeenCalled()
  })
  it('end with their screen', () => {
    mount()
    stop()
    press(document.body, { key: 'a' })
    expect(act.letter).not.toHaveBeenCalled()
  })
  it.each([[{ key: 'A' }, 'a'], [{ key: 'Enter', metaKey: true }, 'ctrl+enter'], [{ key: 'ArrowDown', altKey: true }, 'alt+ArrowDown']] as const)('name %o', (init, name) =>
    expect(keyName(new KeyboardEvent('keydown', init))).toBe(name))
})
