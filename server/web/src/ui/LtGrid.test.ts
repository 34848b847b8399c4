import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick, reactive } from 'vue'
import { i18n } from '@/i18n'
import LtGrid from './LtGrid.vue'

beforeAll(() => {
  // There is no layout here: every element is as high as a window of 600.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 })
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 900 })
  HTMLElement.prototype.scrollTo = function (to?: ScrollToOptions | number) { if (typeof to === 'object') this.scrollTop = to.top ?? 0 }
})
let stop = () => {}
afterEach(() => stop())

async function mount(count: number, selectable = true) {
  const host = document.createElement('div')
  document.body.append(host)
  const state = reactive({ selected: new Set<string>() })
  const opened = vi.fn(), active = vi.fn()
  const rows = Array.from({ length: count }, (_, i) => ({ id: `r${i}`, code: `Q001-${i}` }))
  const app = createApp({
    render: () => h(LtGrid as never, {
      columns: [{ key: 'code', title: '档号', width: 100 }], rows, label: 'x', total: count, selectable, selected: state.selected,
      'onUpdate:selected': (next: Set<string>) => { state.selected = next }, onOpen: opened, onActive: active,
    }),
  })
  app.use(i18n).mount(host)
  stop = () => { app.unmount(); host.remove() }
  await nextTick()
  await nextTick()
  await nextTick()
  const table = host.querySelector('table')!
  const press = async (key: string, more: KeyboardEventInit = {}) => {
    table.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
    await nextTick()
  }
  const at = () => (active.mock.lastCall?.[0] as { id: string } | undefined)?.id
  return { host, table, state, press, at, opened }
}

describe('the grid', () => {
  it('holds few rows of 10,000 in the page and tells how many there are', async () => {
    const { host, table } = await mount(10_000)
    const shown = host.querySelectorAll('tbody tr[data-row]').length
    expect(shown).toBeGreaterThan(10)
    expect(shown).toBeLessThan(60)
    expect(host.querySelectorAll('*').length).toBeLessThan(2_000)
    expect(table.getAttribute('aria-rowcount')).toBe('10001')
    expect(table.getAttribute('role')).toBe('grid')
  })
  it('walks with arrows, pages, Home and End, and never beyond', async () => {
    const { press, at } = await mount(100)
    await press('ArrowDown')
    expect(at()).toBe('r1')
    await press('ArrowUp')
    await press('ArrowUp')
    expect(at()).toBe('r0')
    await press('End')
    expect(at()).toBe('r99')
    await press('ArrowDown')
    expect(at()).toBe('r99')
    await press('Home')
    expect(at()).toBe('r0')
    await press('PageDown')
    expect(Number(at()!.slice(1))).toBeGreaterThan(3)
  })
  it('keeps exactly one row in the tab order', async () => {
    const { host, press } = await mount(30)
    await press('ArrowDown')
    expect([...host.querySelectorAll('tbody tr[tabindex="0"]')].map(r => (r as HTMLElement).dataset.row)).toEqual(['1'])
  })
  it('selects with Space, a range with Shift, all with Ctrl+A', async () => {
    const { press, state, table } = await mount(20)
    await press(' ')
    expect([...state.selected]).toEqual(['r0'])
    await press('ArrowDown')
    await press('ArrowDown')
    await press(' ', { shiftKey: true })
    expect([...state.selected]).toEqual(['r0', 'r1', 'r2'])
    await press('a', { ctrlKey: true })
    expect(state.selected.size).toBe(20)
    await press('a', { ctrlKey: true })
    expect(state.selected.size).toBe(0)
    expect(table.getAttribute('aria-multiselectable')).toBe('true')
  })
  it('opens the row with Enter, but not while an input method composes', async () => {
    const { press, opened } = await mount(5)
    await press('Enter', { isComposing: true })
    expect(opened).not.toHaveBeenCalled()
    await press('Enter')
    expect(opened).toHaveBeenCalledWith({ id: 'r0', code: 'Q001-0' })
  })
  it('selects nothing where nothing can be selected', async () => {
    const { press, state, host } = await mount(5, false)
    await press(' ')
    expect(state.selected.size).toBe(0)
    expect(host.querySelectorAll('input').length).toBe(0)
  })
  it('stands still without rows', async () => {
    const { press, opened } = await mount(0)
    await press('ArrowDown')
    await press('Enter')
    expect(opened).not.toHaveBeenCalled()
  })
})
