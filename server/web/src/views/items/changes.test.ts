import { describe, expect, it } from 'vitest'
import { changesOf } from './changes'

describe('what was changed', () => {
  it('names the field and both values in words', () => {
    const details = { fields: ['title', 'level', 'keywords'], changes: {
      title: { before: '旧题', after: '新题' }, level: { before: 1, after: 2 }, keywords: { before: [], after: ['投诉', '客户'] },
    } }
    expect(changesOf(details)).toEqual([
      { field: '题名', from: '旧题', to: '新题' }, { field: '密级', from: '内部', to: '秘密' }, { field: '主题词', from: '（空）', to: '投诉、客户' },
    ])
  })
  it('shows a field it has no word for by its name', () => {
    expect(changesOf({ changes: { whatever: { before: null, after: 7 } } })).toEqual([{ field: 'whatever', from: '（空）', to: '7' }])
  })
  it('is empty for an entry that changed nothing', () => expect(changesOf({ form: 'item_catalogue' })).toEqual([]))
})
