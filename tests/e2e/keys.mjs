// What hands do that have lost their mouse: Tab, arrows, Enter.

/** Tab after Tab until `target` has the focus. */
export async function tabTo(page, target, most = 120) {
  await target.waitFor()
  for (let i = 0; i < most; ++i) {
    if (await target.evaluate(el => el === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way to ${target} by Tab`)
}
export async function press(page, target) {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}
export const button = (where, name) => where.getByRole('button', { name, exact: true })

/** Chooses in a list by the arrows: Enter opens and takes. */
export async function take(page, box, text) {
  await tabTo(page, box)
  await page.keyboard.press('Enter')
  const option = page.getByRole('option', { name: text }).filter({ visible: true })
  await option.waitFor()
  for (let i = 0; i < 40; ++i) {
    if (await option.evaluate(el => el.classList.contains('is-hovering'))) return page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`${text} is not reached by the arrows`)
}
