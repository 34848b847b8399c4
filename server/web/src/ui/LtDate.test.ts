import { afterEach, describe, expect, it } from 'vitest'
import { createApp, h, nextTick, reactive } from 'vue'
import { i18n } from '@/i18n'
import LtDate from './LtDate.vue'

let stop = () => {}
afterEach(() => stop())
async function mount(day: string | null) {
  const host = document.createElement('div')
  document.body.append(host)
  const state = reactive({ day })
  const app = createApp({ render: () => h(LtDate, { modelValue: state.day, 'onUpdate:modelValue': (v: string | null) => { state.day = v } }) })
  app.use(i18n).mount(host)
  stop = () => { app.unmount(); host.remove() }
  await nextTick()
  const input = host.querySelector('input')!
  const type = async (text: string) => {
    input.value = text
    input.dispatchEvent(new Event('input'))
    await nextTick()
    input.dispatchEvent(new Event('change'))
    await nextTick()
    await nextTick()
  }
  return { host, input, state, type }
}

describe('the date field', () => {
  it('settles eight digits into a day', async () => {
    const { input, state, type } = await mount(null)
    await type('20240315')
    expect(state.day).toBe('2024-03-15')
    expect(input.value).toBe('2024-03-15')
  })
  it('takes a day without a year for this year', async () => {
    const { state, type } = await mount(null)
    await type('3-15')
    expect(state.day).toBe(`${new Date().getFullYear()}-03-15`)
  })
  it('keeps what is no day, says so, and gives it on so that it is refused', async () => {
    const { host, input, state, type } = await mount('2024-03-15')
    await type('2024-02-30')
    expect(state.day).toBe('2024-02-30')
    expect(input.value).toBe('2024-02-30')
    expect(host.querySelector('[role=alert]')).not.toBeNull()
    await type('')
    expect(state.day).toBeNull()
    expect(host.querySelector('[role=alert]')).toBeNull()
  })
  it('follows a value set from outside', async () => {
    const { input, state } = await mount(null)
    state.day = '2021-12-31'
    await nextTick()
    await nextTick()
    expect(input.value).toBe('2021-12-31')
  })
})
