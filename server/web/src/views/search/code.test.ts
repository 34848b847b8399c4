import { afterEach, describe, expect, it, vi } from 'vitest'
import { looksLikeCode } from './code'

describe('words that look like one archival code', () => {
  it.each([['WS·2021-D30-0001', true], ['QX01-WS-2021', true], ['0001－2', true], ['ws·2021－d30', true], ['客户投诉', false], ['2021', false], ['a-b', false], ['WS-1 预算', false], ['', false], [`1-${'x'.repeat(200)}`, false]])('%s: %s', (text, is) => expect(looksLikeCode(text)).toBe(is))
})

describe('asking for a code', () => {
  const answers = (table: Record<string, [number, unknown]>) => vi.stubGlobal('fetch', vi.fn((request: Request) => {
    const [status, body] = table[new URL(request.url).pathname] ?? [404, { status: 404, key: 'not_found' }]
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' } }))
  }))
  afterEach(() => vi.unstubAllGlobals())
  /** The client takes the fetch that is there when it is made. */
  const findCode = async (code: string) => {
    vi.resetModules()
    return (await import('./code')).findCode(code)
  }

  it('shows the volume that has replaced the code', async () => {
    answers({
      '/api/v1/codes': [200, { owner: 'volume', id: '7', archival_code: 'WS-NEW-1', redirected: true }],
      '/api/v1/volumes/7': [200, { title: '案卷', level: 1, department_name: '行政部', filing_year: 2021, retention_class: 'D30', shelf: { room: '1' }, location: '' }],
    })
    expect(await findCode('WS-OLD-1')).toEqual({ owner: 'volume', id: '7', code: 'WS-NEW-1', redirected: true, title: '案卷', level: 1, department: '行政部', year: 2021, retention: 'D30', shelf: { room: '1' }, location: '' })
  })
  it('shows nothing where no record has the code', async () => {
    answers({})
    expect(await findCode('WS-1')).toBeNull()
  })
  it('tells of a failure, which is not the same as nothing', async () => {
    answers({ '/api/v1/codes': [500, { status: 500, key: 'client.unexpected' }] })
    await expect(findCode('WS-1')).rejects.toThrow()
  })
})
