// Linked papers are chosen together, as they are added together. Pure.
interface Linked { id: string; group_id: string }

/** What a person has just marked or unmarked takes the rest of its group along, as far as it is listed. */
export function wholeGroups(before: ReadonlySet<string>, now: ReadonlySet<string>, rows: readonly Linked[]): Set<string> {
  const group = new Map(rows.map(r => [r.id, r.group_id]))
  const on = new Set([...now].filter(id => !before.has(id)).map(id => group.get(id)))
  const off = new Set([...before].filter(id => !now.has(id)).map(id => group.get(id)))
  const next = new Set(now)
  for (const row of rows) {
    if (on.has(row.group_id)) next.add(row.id)
    else if (off.has(row.group_id)) next.delete(row.id)
  }
  return next
}
