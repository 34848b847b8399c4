// The volume while it is composed: what a drop, a key or a button asks of the server.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createApp, h, nextTick, reactive } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n } from '@/i18n'
import ComposeItems from './ComposeItems.vue'

// a, the pair b1 b2, the three c1 c2 c3, d
const items = [['a', 'a'], ['b1', 'b1'], ['b2', 'b1'], ['c1', 'c1'], ['c2', 'c1'], ['c3', 'c1'], ['d', 'd']].map(([id, group_id]) =>
  ({ id: id!, group_id: group_id!, title: id!, kind: 'general', level: 0, copies: 1, pages: 1, start_page: 1, end_page: 1, archival_code: id!, document_no: '', creator: '', document_date: '', date_text: '' }))
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)', component: { render: () => null } }] })
let stop = () => {}
afterEach(() => stop())

async function mount(incoming: string[] = []) {
  const host = document.createElement('div')
  document.body.append(host)
  const state = reactive({ incoming })
  const order = vi.fn(), add = vi.fn()
  const app = createApp({
    render: () => h(ComposeItems as never, { items, faulty: new Set(), busy: false, incoming: state.incoming, onOrder: order, onAdd: add }),
  })
  app.component('LtLevel', { render: () => null }).component('LtState', { render: () => null })
  app.use(i18n).use(router).mount(host)
  stop = () => { app.unmount(); host.remove() }
  await nextTick()
  const row = (key: string) => host.querySelector<HTMLElement>(`[data-line="${key}"]`)!
  const fire = async (key: string, type: string) => {
    const event = new Event(type, { bubbles: true, cancelable: true })
    ;(key ? row(key) : host.querySelector('.rows')!).dispatchEvent(event)
    await nextTick()
    return event.defaultPrevented
  }
  const press = async (key: string, name: string, more: KeyboardEventInit = {}) => {
    row(key).click()
    row(key).dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }))
    await nextTick()
  }
  const ordered = () => (order.mock.lastCall?.[0] as { id: string }[] | undefined)?.map(i => i.id).join(' ') ?? null
  return { host, row, fire, press, ordered, order, add }
}

describe('loose papers dropped into the volume', () => {
  it.each([['a', 'a'], ['gb1', 'b1'], ['b2', 'b1'], ['d', 'd'], ['', '']])('on “%s” ask for the place of “%s”', async (on, before) => {
    const { fire, add, order } = await mount(['x', 'y'])
    expect(await fire(on, 'dragover')).toBe(true)
    await fire(on, 'drop')
    expect(add.mock.calls).toEqual([[before]])
    expect(order).not.toHaveBeenCalled()
  })
  it('are not awaited while nothing is dragged', async () => {
    const { fire, add } = await mount()
    expect(await fire('a', 'dragover')).toBe(false)
    await fire('a', 'drop')
    expect(add).not.toHaveBeenCalled()
  })
})

describe('a unit dragged inside the volume', () => {
  it.each([['a', 'd', 'b1 b2 c1 c2 c3 d a'], ['gb1', 'a', 'b1 b2 a c1 c2 c3 d'], ['a', '', 'b1 b2 c1 c2 c3 d a']])('%s on “%s”', async (from, on, wanted) => {
    const { fire, ordered, add } = await mount()
    await fire(from, 'dragstart')
    await fire(on, 'dragover')
    await fire(on, 'drop')
    expect(ordered()).toBe(wanted)
    expect(add).not.toHaveBeenCalled()
  })
})

describe('a line of a linked group', () => {
  it.each([
    ['c2', 'ArrowUp', { altKey: true }, 'a c1 c2 c3 b1 b2 d'], ['b2', 'ArrowDown', { altKey: true }, 'a c1 c2 c3 b1 b2 d'], ['gc1', 'ArrowDown', { altKey: true }, 'a b1 b2 d c1 c2 c3'],
    ['c2', 'ArrowUp', { shiftKey: true }, 'a b1 b2 c2 c1 c3 d'], ['c3', 'ArrowDown', { shiftKey: true }, null], ['b2', 'ArrowUp', { shiftKey: true }, null],
  ])('%s and %s with %j', async (on, key, more, wanted) => {
    const { press, ordered } = await mount()
    await press(on, key, more)
    expect(ordered()).toBe(wanted)
  })
  it('goes as a group to the typed position', async () => {
    const { host, press, ordered } = await mount()
    await press('c3', '1')
    host.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }))
    await nextTick()
    expect(ordered()).toBe('c1 c2 c3 a b1 b2 d')
  })
  it('is dragged as a group', async () => {
    const { row, fire, ordered } = await mount()
    expect(row('c3').getAttribute('draggable')).toBe('true')
    await fire('c3', 'dragstart')
    await fire('a', 'drop')
    expect(ordered()).toBe('c1 c2 c3 a b1 b2 d')
  })
  it.each([['b2', 'R-32'], ['c3', '最后']])('says of %s why it stays', async (on, why) => {
    const { host, press } = await mount()
    await press(on, 'ArrowDown', { shiftKey: true })
    expect(host.querySelector('.said')!.textContent).toContain(why)
  })
})
