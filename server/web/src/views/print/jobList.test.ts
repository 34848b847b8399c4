// The own print jobs: what has changed since it was drawn can be made again.
import { afterEach, expect, it, vi } from 'vitest'
import { createApp, h } from 'vue'
import { i18n } from '@/i18n'
import JobList from './JobList.vue'

const net = vi.hoisted(() => {  // the client keeps the fetch it finds when it is loaded
  const net = { answer: (_: Request | string, __?: RequestInit): Promise<Response> => Promise.reject(new Error('no answer')) }
  globalThis.fetch = ((input: Request | string, init?: RequestInit) => net.answer(input, init)) as typeof fetch
  return net
})
const job = (id: string) => ({ id, subject: 'volumes', forms: ['volume_cover'], state: 'done', done: 3, total: 3, pages: 3, missing: 0, error: null, created_at: '2026-01-05T01:00:00Z', finished_at: '2026-01-05T01:01:00Z' })
let stop = () => {}
afterEach(() => stop())

async function mount(refusal: string) {
  const sent: string[] = []
  let jobs = [job('7')]
  net.answer = async (input, init) => {
    const url = new URL(typeof input === 'string' ? input : input.url, 'http://x').pathname
    const method = typeof input === 'string' ? init?.method ?? 'GET' : input.method
    if (method !== 'GET' || url.endsWith('.pdf')) sent.push(`${method} ${url.replace('/api/v1/print-jobs/', '')}`)
    const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
    if (url.endsWith('.pdf')) return json(409, { key: refusal, status: 409 })
    if (method === 'POST') { jobs = [job('8'), ...jobs]; return json(202, job('8')) }
    if (method === 'DELETE') { jobs = jobs.filter(one => !url.endsWith(`/${one.id}`)); return new Response(null, { status: 204 }) }
    return json(200, { items: jobs, next_cursor: null })
  }
  const host = document.createElement('div')
  document.body.append(host)
  const app = createApp({ render: () => h(JobList as never, { open: true }) })
  app.use(i18n).mount(host)
  stop = () => { app.unmount(); host.remove() }
  const button = (name: string) => [...host.querySelectorAll('button')].find(b => b.textContent?.trim() === name)
  return { host, sent, button }
}

it('makes what is outdated again, in the place of what was drawn', async () => {
  const { host, sent, button } = await mount('print.outdated')
  await vi.waitFor(() => expect(button('下载 PDF')).toBeTruthy())
  button('下载 PDF')!.click()
  await vi.waitFor(() => expect(button('重新生成')).toBeTruthy())
  expect(host.querySelector('[role=alert]')!.textContent).toContain('已有变动')
  button('重新生成')!.click()
  await vi.waitFor(() => expect(sent).toEqual(['GET 7/result.pdf', 'POST 7/repeat', 'DELETE 7']))
  await vi.waitFor(() => expect(host.querySelector('[role=alert]')).toBeNull())
})
it('offers nothing of the kind for another refusal', async () => {
  const { host, button } = await mount('print.rights_changed')
  await vi.waitFor(() => expect(button('下载 PDF')).toBeTruthy())
  button('下载 PDF')!.click()
  await vi.waitFor(() => expect(host.querySelector('[role=alert]')).toBeTruthy())
  expect(button('重新生成')).toBeUndefined()
})
