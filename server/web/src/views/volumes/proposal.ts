// The proposal of this year's volumes or boxes, while a person adjusts it. Pure functions.
import type { Schemas } from '@/api/client'

type Row = Schemas['ItemRow']
export interface Draft {
  key: string
  take: boolean  // to be made when the proposal is accepted
  department_id: string
  retention_class: string
  clause_no: string
  title: string
  level: Schemas['Level']
  items: Row[]
}
export interface Plan { units: Draft[]; left: Row[] }

const highest = (items: Row[]) => items.reduce<Schemas['Level']>((level, item) => (item.level > level ? item.level : level), 0)

export function planOf(proposal: Schemas['ComposeProposal']): Plan {
  const rows = new Map(proposal.items.map(row => [row.id, row]))
  const found = (ids: string[]) => ids.flatMap(id => rows.get(id) ?? [])
  return {
    units: proposal.units.map((unit, i) => ({
      key: String(i + 1), take: true, department_id: unit.department_id, retention_class: unit.retention_class, clause_no: unit.clause_no,
      title: unit.title, level: unit.level, items: found(unit.item_ids),
    })),
    left: found(proposal.left),
  }
}

/** Linked papers go together. Only what can be moved is: the same class. `to`: a key, '' = leave for later. */
export function moved(plan: Plan, itemId: string, to: string): Plan {
  const all = [...plan.units.flatMap(unit => unit.items), ...plan.left]
  const group = all.find(row => row.id === itemId)?.group_id
  const going = all.filter(row => row.group_id === group)
  const goal = plan.units.find(unit => unit.key === to)
  if (!going.length || (goal && going.some(row => row.retention_class !== goal.retention_class))) return plan
  const stays = (row: Row) => row.group_id !== group
  return {
    units: plan.units.map(unit => {
      const items = unit.key === to ? [...unit.items.filter(stays), ...going] : unit.items.filter(stays)
      return { ...unit, items, level: highest(items) }
    }),
    left: to === '' ? [...plan.left.filter(stays), ...going] : plan.left.filter(stays),
  }
}

const nextKey = (plan: Plan) => String(1 + Math.max(0, ...plan.units.map(unit => Number(unit.key))))

/** The paper and all that follow it in its unit become a unit of their own, right behind; a linked group goes where its first paper goes. */
export function splitAt(plan: Plan, itemId: string): Plan {
  const at = plan.units.findIndex(unit => unit.items.some(row => row.id === itemId))
  const unit = plan.units[at]
  if (!unit) return plan
  const from = unit.items.findIndex(row => row.id === itemId)
  const first = new Map<string, number>()
  unit.items.forEach((row, i) => { if (!first.has(row.group_id)) first.set(row.group_id, i) })
  const [stay, go] = [unit.items.filter(row => first.get(row.group_id)! < from), unit.items.filter(row => first.get(row.group_id)! >= from)]
  if (!stay.length || !go.length) return plan
  const parts = [{ ...unit, items: stay, level: highest(stay) }, { ...unit, key: nextKey(plan), items: go, level: highest(go) }]
  return { ...plan, units: [...plan.units.slice(0, at), ...parts, ...plan.units.slice(at + 1)] }
}
/** A unit goes into another of the same class, which keeps its title; the empty one is gone. */
export function joined(plan: Plan, from: string, to: string): Plan {
  const [source, goal] = [plan.units.find(unit => unit.key === from), plan.units.find(unit => unit.key === to)]
  if (!source || !goal || source === goal || source.retention_class !== goal.retention_class) return plan
  const items = [...goal.items, ...source.items]
  return { ...plan, units: plan.units.filter(unit => unit !== source).map(unit => (unit === goal ? { ...unit, items, level: highest(items) } : unit)) }
}
/** May the paper begin a new unit? Not the first one, nor one inside a linked group. */
export const canSplit = (unit: Draft, itemId: string): boolean => {
  const from = unit.items.findIndex(row => row.id === itemId)
  return from > 0 && unit.items.findIndex(row => row.group_id === unit.items[from]!.group_id) === from
}

/** Known pages of the papers, and whether some are unknown. */
export function pagesOf(items: Row[]) {
  return { known: items.reduce((sum, row) => sum + (row.pages ?? 0), 0), unknown: items.some(row => row.pages === null) }
}

/** What accepting sends: the taken ones that hold something. */
export const accepted = (plan: Plan) => plan.units.filter(unit => unit.take && unit.items.length)
