import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { COOLDOWN, useCooldown } from './cooldown'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('the pause after an act', () => {
  it('lasts long enough for a double click, and ends by itself', () => {
    const scope = effectScope()
    const { cooling, start } = scope.run(useCooldown)!
    expect(cooling.value).toBe(false)
    start()
    vi.advanceTimersByTime(500)
    expect(cooling.value).toBe(true)
    vi.advanceTimersByTime(COOLDOWN - 500)
    expect(cooling.value).toBe(false)
    scope.stop()
  })
  it('begins anew with every act', () => {
    const scope = effectScope()
    const { cooling, start } = scope.run(useCooldown)!
    start()
    vi.advanceTimersByTime(COOLDOWN - 1)
    start()
    vi.advanceTimersByTime(COOLDOWN - 1)
    expect(cooling.value).toBe(true)
    scope.stop()
  })
})
