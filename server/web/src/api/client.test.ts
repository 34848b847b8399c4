import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, api, ask, ifMatch, newKey, setCsrf, toApiError, whenSignedOut } from './client'

const sent: Request[] = []
let answer: () => Response | Promise<Response>
const json = (status: number, body: unknown, type = 'application/json') =>
  new Response(body === null ? null : JSON.stringify(body), { status, headers: { 'Content-Type': type } })
const problem = (status: number, body: object) => json(status, { type: 'about:blank', title: 'x', status, request_id: 'r1', ...body }, 'application/problem+json')

beforeEach(() => {
  sent.length = 0
  setCsrf('token-1')
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(request)
    return answer()
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  whenSignedOut(() => {})
})
const failure = async (call: Promise<unknown>): Promise<ApiError> => {
  try { await call } catch (e) { return e as ApiError }
  throw new Error('did not fail')
}
const get = () => ask(api.GET('/api/v1/tree', { fetch: globalThis.fetch }))
const post = () => ask(api.POST('/api/v1/departments', { body: { code: 'ZJB', name: '总经办' }, params: { header: { 'Idempotency-Key': 'k1' } }, fetch: globalThis.fetch }))

describe('the API client', () => {
  it('sends the CSRF token and the idempotency key with changes only', async () => {
    answer = () => json(201, { id: '1' })
    await post()
    expect(sent[0]!.headers.get('X-CSRF-Token')).toBe('token-1')
    expect(sent[0]!.headers.get('Idempotency-Key')).toBe('k1')
    expect(sent[0]!.headers.get('Content-Type')).toBe('application/json')
    answer = () => json(200, { fonds: [] })
    await get()
    expect(sent[1]!.headers.get('X-CSRF-Token')).toBeNull()
  })
  it('quotes the version it has read', () => expect(ifMatch(7)).toEqual({ 'If-Match': '"7"' }))
  it('makes keys that fit and differ', () => {
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/)
    expect(newKey()).not.toBe(newKey())
  })
  it('turns every fault of a problem into one beside its field', async () => {
    answer = () => problem(422, { key: 'text.required', field: 'title', errors: [{ field: 'title', key: 'text.required', params: {} }, { field: 'pages', key: 'item.range', params: { min: '1', max: '9' } }] })
    const error = await failure(post())
    expect(error.status).toBe(422)
    expect(error.faults.map(f => f.field)).toEqual(['title', 'pages'])
    expect(error.faults[1]!.params).toEqual({ min: '1', max: '9' })
  })
  it('makes a fault of the field when the problem names just one', () =>
    expect(toApiError(422, { key: 'login.failed', field: 'password' }).faults).toEqual([{ field: 'password', key: 'login.failed', params: {} }]))
  it('hands over the stored version after a stale change', async () => {
    answer = () => problem(412, { key: 'request.stale', current: { id: '1', version: 3 } })
    expect((await failure(post())).current).toEqual({ id: '1', version: 3 })
  })
  it('tells when the session has ended', async () => {
    const ended = vi.fn()
    whenSignedOut(ended)
    answer = () => problem(401, { key: 'session.required' })
    expect((await failure(get())).key).toBe('session.required')
    expect(ended).toHaveBeenCalledOnce()
  })
  it('says that the server cannot be reached', async () => {
    answer = () => Promise.reject(new TypeError('Failed to fetch'))
    const error = await failure(get())
    expect([error.status, error.key]).toEqual([0, 'client.offline'])
  })
  it('does not take an aborted request for a failure', async () => {
    answer = () => Promise.reject(new DOMException('stop', 'AbortError'))
    expect((await failure(get())).name).toBe('AbortError')
  })
  it('survives an answer that is no problem document', async () => {
    answer = () => new Response('<html>', { status: 502 })
    expect((await failure(get())).key).toBe('client.unexpected')
  })
})
