// What an entry of the log says was changed, in words.
import { i18n, listed, word } from '@/i18n'

export type Change = { field: string; from: string; to: string }

function shown(name: string, value: unknown): string {
  const { t } = i18n.global
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)) return t('conflict.empty')
  if (Array.isArray(value)) return listed(value.map(String))
  const list = { kind: 'kind', level: 'level', medium: 'medium', retention_class: 'retention' }[name]
  return list ? word(list, String(value)) : String(value)
}

/** Fields with their value before and after; nothing for an entry that changed no field. */
export function changesOf(details: Record<string, unknown>): Change[] {
  const { t, te } = i18n.global
  const changes = details.changes
  if (!changes || typeof changes !== 'object') return []
  return Object.entries(changes as Record<string, { before: unknown; after: unknown }>).map(([name, { before, after }]) => ({
    field: te(`filing.${name}`, 'zh-CN') ? t(`filing.${name}`) : name,
    // A clause is named by its number in the database only: that it changed is what can be said.
    from: name === 'clause_id' ? '…' : shown(name, before), to: name === 'clause_id' ? '…' : shown(name, after),
  }))
}
