import { expect, it } from 'vitest'
import { catalogueRows, sheets } from './catalogue'

const item = (id: string, pages: number | null, start_page: number | null, date_text = '') =>
  ({ id, pages, start_page, date_text, remarks: '', document_no: `${id}号`, creator: '办公室', title: `题名${id}`, document_date: '2025-03-09' })

it('gives each paper its first page and the last one both', () =>
  expect(catalogueRows([item('a', 3, 1), item('b', 4, 4)]).map(r => r.page)).toEqual(['1', '4–7']))
it('gives a last paper of one page one number', () => expect(catalogueRows([item('a', 1, 9)])[0]!.page).toBe('9'))
it('leaves the page empty where it is not known', () => expect(catalogueRows([item('a', null, 1), item('b', 2, null)]).map(r => r.page)).toEqual(['1', '']))
it('writes the date as the form does, or as an old paper states it', () =>
  expect(catalogueRows([item('a', 1, 1), item('b', 1, 2, '1987年春')]).map(r => r.date)).toEqual(['20250309', '1987年春']))
it('puts fifteen rows on a sheet', () => {
  const rows = catalogueRows(Array.from({ length: 31 }, (_, i) => item(String(i), 1, i + 1)))
  expect(sheets(rows).map(s => s.length)).toEqual([15, 15, 1])
  expect(sheets([])).toEqual([])
})
