import { describe, expect, it } from 'vitest'
import { changeable, drafts, missing, sums } from './rows'

const row = (id: string, more: object = {}) => ({ id, ordinal: Number(id), item_id: id, volume_id: null, hidden: false, paper: true, paper_received: false, file_sha256: null, pages: 2, remarks: '', ...more }) as never
const handover = (state: string, rows: unknown[], can = ['prepare_handover', 'receive_handover']) => ({ state, rows, can }) as never

it('rows are sent by what they are, without their files', () => {
  expect(drafts([row('1', { remarks: '原件' }), row('2', { item_id: null, volume_id: '9', file_sha256: 'ab' })])).toEqual([{ item_id: '1', paper: true, remarks: '原件' }, { volume_id: '9', paper: true, remarks: '' }])
})
it('a draft is changed by whom it is for, and never with rows they cannot see', () => {
  expect(changeable(handover('draft', [row('1')]))).toBe(true)
  expect(changeable(handover('draft', [row('1', { hidden: true })]))).toBe(false)
  expect(changeable(handover('given', [row('1')]))).toBe(false)
  expect(changeable(handover('draft', [row('1')], []))).toBe(false)
})
describe('what is missing', () => {
  it('before giving is a row with neither paper nor file, or any row', () => {
    expect(missing(handover('draft', []), new Set())).toEqual([{ key: 'empty', rows: [0] }])
    expect(missing(handover('draft', [row('1'), row('2', { paper: false }), row('3', { paper: false, file_sha256: 'ab' })]), new Set())).toEqual([{ key: 'nothing', rows: [2] }])
  })
  it('before receiving is paper not counted and the notes form of a volume (R-37)', () => {
    const rows = [row('1'), row('2', { paper: false, file_sha256: 'ab' }), row('3', { item_id: null, volume_id: '9' })]
    expect(missing(handover('given', rows), new Set(['1']))).toEqual([{ key: 'paper', rows: [3] }, { key: 'notes', rows: [3] }])
    expect(missing(handover('given', rows.slice(0, 2)), new Set(['1']))).toEqual([])
  })
  it('is nothing once it is over', () => expect(missing(handover('received', [row('1')]), new Set())).toEqual([]))
})
it('sums count paper, files and known pages', () => expect(sums([row('1'), row('2', { paper: false, file_sha256: 'x', pages: null })])).toEqual({ rows: 2, paper: 1, files: 1, pages: 2 }))
