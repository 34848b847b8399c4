// 卷内文件目录 as it will be printed (F-1): the same cells, fifteen rows a sheet.
import type { Schemas } from '@/api/client'

export const ROWS_A_SHEET = 15
export interface CatalogueRow { id: string; no: number; document_no: string; creator: string; title: string; date: string; page: string; remarks: string }
type Item = Pick<Schemas['VolumeItem'], 'id' | 'document_no' | 'creator' | 'title' | 'document_date' | 'date_text' | 'pages' | 'start_page' | 'remarks'>

/** First page of each paper, of the last one its last page too; nothing after a paper without pages. */
export function catalogueRows(items: readonly Item[]): CatalogueRow[] {
  return items.map((item, i) => {
    const span = i === items.length - 1 && item.start_page !== null && (item.pages ?? 0) > 1
    return {
      id: item.id, no: i + 1, document_no: item.document_no, creator: item.creator, title: item.title,
      date: item.date_text || item.document_date.replaceAll('-', ''),
      page: item.start_page === null ? '' : span ? `${item.start_page}–${item.start_page + item.pages! - 1}` : String(item.start_page),
      remarks: item.remarks,
    }
  })
}
export function sheets(rows: readonly CatalogueRow[]): CatalogueRow[][] {
  const list: CatalogueRow[][] = []
  for (let i = 0; i < rows.length; i += ROWS_A_SHEET) list.push(rows.slice(i, i + ROWS_A_SHEET))
  return list
}
