import { expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { ApiError } from '@/api/client'
import { useBox, type Box } from './box'

const box = (version: number) => ({ id: '1', version }) as Box
const stale = (current: Box) => new ApiError(412, 'request.stale', {}, '', [], '', current)

it('shows what the server stored', async () => {
  const shown = shallowRef<Box | null>(box(1))
  const { run, error } = useBox(shown)
  expect([await run(async now => box(now.version + 1)), shown.value?.version, error.value]).toEqual([true, 2, null])
})
it('takes one change at a time: a second click does nothing', async () => {
  const shown = shallowRef<Box | null>(box(1))
  const { run } = useBox(shown)
  let sent = 0
  const act = async (now: Box) => { ++sent; await Promise.resolve(); return box(now.version + 1) }
  expect([await Promise.all([run(act), run(act)]), sent, shown.value?.version]).toEqual([[true, false], 1, 2])
})
it('shows the stored box when somebody else was faster, and says so', async () => {
  const shown = shallowRef<Box | null>(box(1))
  const { run, error, busy } = useBox(shown)
  expect([await run(async () => { throw stale(box(5)) }), shown.value?.version, (error.value as ApiError).key, busy.value]).toEqual([false, 5, 'request.stale', false])
})
it('leaves the clash to the form that has entries to keep', async () => {
  const shown = shallowRef<Box | null>(box(1))
  const { run, error } = useBox(shown)
  const clash: Box[] = []
  const quiet: unknown[] = []
  await run(async () => { throw stale(box(5)) }, e => quiet.push(e), theirs => clash.push(theirs))
  await run(async () => { throw new Error('no') }, e => quiet.push(e))
  expect([clash.map(b => b.version), quiet.length, error.value]).toEqual([[5], 1, null])
})
