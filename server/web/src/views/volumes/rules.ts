// The rules of a volume beside the list: which hold, which are broken, which come later.
import type { Refusal, Volume } from './useVolume'

/** In the order of domain.md §1.2; R-2 keeps one year (R-26 … R-31 have given it at filing). */
export const RULES = ['R-2', 'R-20', 'R-21', 'R-22', 'R-23', 'R-24', 'R-25', 'R-32', 'R-33', 'R-34', 'R-35'] as const
export type RuleState = 'broken' | 'met' | 'later'
export interface RuleLine { rule: string; state: RuleState; faults: Refusal[] }

/** R-34 is filled in from R-21's figures, so it holds when they do. */
const RESTS_ON: Record<string, string> = { 'R-34': 'R-21' }

/** Broken rules first, then those that hold, then those that nobody can judge yet: an empty volume, and the other checker of R-35. */
export function ruleLines(volume: Pick<Volume, 'items' | 'state'>, findings: readonly Refusal[]): RuleLine[] {
  const of = (rule: string) => findings.filter(f => f.rule === rule)
  const known = new Set<string>(RULES)
  const others = [...new Set(findings.map(f => f.rule).filter(rule => !known.has(rule)))]
  const state = (rule: string): RuleState => {
    if (of(rule).length) return 'broken'
    if (rule === 'R-35') return volume.state === 'sealed' ? 'met' : 'later'
    if (!volume.items.length || (RESTS_ON[rule] && of(RESTS_ON[rule]).length)) return 'later'
    return 'met'
  }
  const lines = [...others, ...RULES].map(rule => ({ rule, state: state(rule), faults: of(rule) }))
  const rank = { broken: 0, met: 1, later: 2 }
  return lines.sort((a, b) => rank[a.state] - rank[b.state])
}
