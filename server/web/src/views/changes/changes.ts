// Requests for a change that a second person confirms: what they ask for in words, and what is sent.
import type { Schemas } from '@/api/client'
import { i18n, word } from '@/i18n'

export type Change = Schemas['Change']
export type Kind = Schemas['ChangeKind']
export interface Line { name: string; label: string; from: string; to: string }

/** What can be corrected in a sealed volume or closed box, in the order of the filing form; pages only in a box, in a volume they move those behind. */
export const CORRECTED = ['title', 'document_no', 'creator', 'document_date', 'period_from', 'period_to', 'pages', 'copies', 'keywords', 'medium', 'remarks'] as const
export type Corrected = (typeof CORRECTED)[number]
export type Correction = Record<Corrected, string | null>

const LISTS: Record<string, string> = { level: 'level', retention_class: 'retention', medium: 'medium' }
export function shownValue(name: string, value: string | null): string {
  const { t } = i18n.global
  if (name === 'secrecy_months') return value ? t('item.months', { n: Number(value) }) : t('changes.unmarked')
  if (value === null || value === '') return t('changes.empty')
  return LISTS[name] ? word(LISTS[name], value) : value
}
const OWN_LABELS = ['volume', 'reply_code']
const label = (name: string) => {
  const { t, te } = i18n.global
  if (OWN_LABELS.includes(name)) return t(`changes.field.${name}`)
  return te(`filing.${name}`, 'zh-CN') ? t(`filing.${name}`) : name
}
/** Every value that would change; a late reply's number is shown as its code, never as an id. */
export function linesOf(change: Pick<Change, 'fields'>): Line[] {
  const { t } = i18n.global
  return change.fields.filter(f => f.name !== 'reply_id' && f.name !== 'whole_group').map(f => ({
    name: f.name, label: label(f.name),
    from: f.name === 'reply_code' ? '' : shownValue(f.name, f.from),
    to: f.name === 'volume' && f.to === null ? t('changes.out_of_volume') : shownValue(f.name, f.to),
  }))
}
/** The change in one line: “秘密 → 机密”, or “题名、主题词” where the values are too long. */
export function summary(change: Pick<Change, 'kind' | 'fields'>): string {
  const { t } = i18n.global
  const lines = linesOf(change)
  const by = (name: string) => lines.find(l => l.name === name)
  if (change.kind === 'reopen_volume' || change.kind === 'reopen_box') return ''  // its kind says it all
  if (change.kind === 'correct_item') return lines.map(l => l.label).join(t('join.list'))
  const main = by({ change_level: 'level', change_retention: 'retention_class', move_group: 'filing_year' }[change.kind])
  if (!main) return ''
  const months = by('secrecy_months')
  return t('changes.from_to', main.from === main.to && months ? { from: months.from, to: months.to } : { from: main.from, to: main.to })
}
export const wholeGroup = (change: Pick<Change, 'kind' | 'fields'>) =>
  change.kind === 'change_retention' || change.kind === 'move_group' || change.fields.some(f => f.name === 'whole_group' && f.to === 'true')
export const replyOf = (change: Pick<Change, 'fields'>): string => change.fields.find(f => f.name === 'reply_id')?.to ?? ''

/** The fields of an item as texts, as a correction names them. */
export function correctionOf(item: Schemas['Item']): Correction {
  const text = (value: string | number | null) => (value === null || value === '' ? null : String(value))
  return {
    title: item.title, document_no: text(item.document_no), creator: text(item.creator), document_date: item.document_date, period_from: item.period_from, period_to: item.period_to,
    pages: text(item.pages), copies: text(item.copies), keywords: text(item.keywords.join(' ')), medium: item.medium, remarks: text(item.remarks),
  }
}
/** Only what is different; a field made empty is null. */
export function differing(before: Correction, after: Correction): Partial<Correction> {
  const clean = (value: string | null) => value?.trim() || null
  return Object.fromEntries(CORRECTED.filter(name => clean(before[name]) !== clean(after[name])).map(name => [name, clean(after[name])]))
}
/** The kinds that may be asked for; the server has the last word. */
export function kindsFor(item: Pick<Schemas['Item'], 'can' | 'volume' | 'box' | 'origin' | 'state'>): Kind[] {
  if (!item.can.includes('request_change') || item.state !== 'filed') return []
  const bound = (item.volume !== null || item.box !== null) && !item.can.includes('edit_item')
  return [...(bound ? ['correct_item' as const] : []), 'change_level', ...(item.origin === 'old' ? [] : ['change_retention' as const])]
}
export const reopenable = (volume: Pick<Schemas['Volume'], 'can' | 'state' | 'origin'>): boolean =>
  volume.can.includes('request_change') && volume.state === 'sealed' && volume.origin === 'regular'

export const boxReopenable = (box: Pick<Schemas['Box'], 'can' | 'state'>): boolean => box.can.includes('request_change') && box.state === 'closed'
