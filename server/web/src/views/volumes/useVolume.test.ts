import { describe, expect, it } from 'vitest'
import { ApiError, toApiError } from '@/api/client'
import { differences, refusals, wantsReason, type Volume } from './useVolume'

const refused = (key: string, params: Record<string, string>, errors: object[] = []) =>
  toApiError(409, { key, params, errors, request_id: 'r' })

describe('a refusal', () => {
  it('names rule and items of every fault once', () => {
    const first = { rule: 'R-2', ids: '4, 5', items: 'A, B' }
    const error = refused('volume.other_year', first, [
      { key: 'volume.other_year', field: '', params: first }, { key: 'volume.other_retention', field: '', params: { rule: 'R-20', ids: '5' } },
    ])
    expect(refusals(error).map(r => [r.key, r.rule, r.ids])).toEqual([['volume.other_year', 'R-2', ['4', '5']], ['volume.other_retention', 'R-20', ['5']]])
  })
  it('that only a reason settles asks for one', () => {
    expect(wantsReason(refused('volume.top_secret_reason', { rule: 'R-25', ids: '1' }))).toBe(true)
    expect(wantsReason(refused('box.top_secret_reason', { rule: 'R-25', ids: '1' }))).toBe(true)
    expect(wantsReason(refused('volume.other_year', { ids: '1' }, [{ key: 'volume.other_retention', params: { ids: '1' } }]))).toBe(false)
    expect(wantsReason(new ApiError(412, 'stale'))).toBe(false)
    expect(wantsReason(new TypeError())).toBe(false)
  })
})

describe('differences of a stale volume', () => {
  const volume = (ids: string[], more: Partial<Volume> = {}) =>
    ({ state: 'open', title: 't', description: '', location: '', notes: [], items: ids.map(id => ({ id })), ...more }) as unknown as Volume
  it.each([
    [volume(['1', '2']), ['order']], [volume(['2', '1', '3']), ['items']], [volume(['2', '1'], { title: 'u', state: 'submitted' }), ['state', 'title']], [volume(['2', '1']), []],
  ])('%#', (now, words) => expect(differences(volume(['2', '1']), now)).toEqual(words))
})
