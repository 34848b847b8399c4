// The typed door to the API: CSRF, versions, idempotency, and problems as errors one can show.
import createClient from 'openapi-fetch'
import type { components, paths } from './schema'

export type Schemas = components['schemas']

/** An RFC 9457 problem; `key` names the text, `faults` the fields. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly key: string,
    readonly params: Record<string, string> = {},
    readonly field: string = '',
    readonly faults: { field: string; key: string; params: Record<string, string> }[] = [],
    readonly requestId: string = '',
    readonly current: unknown = undefined,
  ) {
    super(key)
  }
}

let csrf = ''
export function setCsrf(token: string) {
  csrf = token
}

export function toApiError(status: number, body: unknown): ApiError {
  const p = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const params = (v: unknown) => (v ?? {}) as Record<string, string>
  const faults = Array.isArray(p.errors)
    ? (p.errors as Record<string, unknown>[]).map(e => ({ field: String(e.field ?? ''), key: String(e.key), params: params(e.params) }))
    : []
  const field = String(p.field ?? '')
  const key = String(p.key ?? (status === 0 ? 'client.offline' : 'client.unexpected'))
  if (field && !faults.length) faults.push({ field, key, params: params(p.params) })
  return new ApiError(status, key, params(p.params), field, faults, String(p.request_id ?? ''), p.current)
}

export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' })
api.use({
  onRequest({ request }) {
    if (request.method !== 'GET') {
      request.headers.set('X-CSRF-Token', csrf)
      if (!request.headers.has('Content-Type') && request.body) request.headers.set('Content-Type', 'application/json')
    }
    return request
  },
})

type Answer<T> = { data?: T; error?: unknown; response: Response }
/** The data of an answer; every failure is thrown as ApiError (status 0: no connection). */
export async function ask<T>(answer: Promise<Answer<T>>): Promise<T> {
  let got: Answer<T>
  try {
    got = await answer
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e
    throw toApiError(0, undefined)
  }
  if (!got.response.ok) {
    if (got.response.status === 401) onSignedOut()
    throw toApiError(got.response.status, got.error)
  }
  return got.data as T
}

let onSignedOut = () => {}
export function whenSignedOut(act: () => void) {
  onSignedOut = act
}

/** Header parameters of a change: the version that was read. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })

/** One key per form, so that a double click or a repeated request files only once. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map(b => b.toString(16).padStart(2, '0')).join('')
}

/** Streams a file to the server. `progress` gets 0 … 1. */
export function upload(file: File, progress: (part: number) => void): Promise<Schemas['Upload']> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', `/api/v1/uploads?name=${encodeURIComponent(file.name)}`)
    xhr.setRequestHeader('Content-Type', 'application/octet-stream')
    xhr.setRequestHeader('X-CSRF-Token', csrf)
    xhr.upload.onprogress = e => e.lengthComputable && progress(e.loaded / e.total)
    xhr.onload = () => {
      let body: unknown
      try { body = JSON.parse(xhr.responseText) } catch { body = undefined }
      if (xhr.status >= 200 && xhr.status < 300) resolve(body as Schemas['Upload'])
      else reject(toApiError(xhr.status, body))
    }
    xhr.onerror = () => reject(toApiError(0, undefined))
    xhr.send(file)
  })
}
