// 1: the system administrator makes departments and accounts, the security administrator gives
// rights and positions, and everybody comes in by the own link.
import { strict as assert } from 'node:assert'
import { choose } from './hands.mjs'

const PASSWORD = 'Tingyu-1987-xuan'
export const DEPARTMENTS = [['BGS', '办公室'], ['FW', '客户服务部'], ['SC', '市场部']]
// login, name, department, roles, clearance
export const EVERYBODY = [
  ['danganyuan', '钱档案', '办公室', ['档案管理员'], '绝密'],
  ['jianchayuan', '孙检查', '办公室', ['档案管理员'], '绝密'],
  ['fuwu', '李服务', '客户服务部', ['员工'], '内部'],
  ['shichang', '周市场', '市场部', ['员工'], '内部'],
  ['linshi', '吴临时', '市场部', ['员工'], '公开'],
  ['shichangzhang', '郑部长', '市场部', ['员工'], '内部'],
  ['daili', '王代理', '市场部', ['员工'], '内部'],
  ['zhuren', '冯主任', '办公室', ['员工'], '机密'],
  ['shenji', '陈审计', '办公室', ['审计人员'], '机密'],
]

async function makeAccounts(page) {
  await page.goto('/#/people?tab=departments')
  for (const [code, name] of DEPARTMENTS) {
    await page.locator('#department-code').fill(code)
    await page.locator('#department-name').fill(name)
    await page.getByRole('button', { name: '添加部门' }).click()
    await page.getByRole('row', { name: new RegExp(`^${code} ${name}`) }).waitFor()
  }
  await page.goto('/#/people')
  await page.getByRole('button', { name: '新建账号' }).click()
  const links = {}
  for (const [login, name, department] of EVERYBODY) {
    await page.locator('#user-login').fill(login)
    await page.locator('#user-name').fill(name)
    await choose(page.getByRole('dialog'), '部门', department)
    await page.getByRole('button', { name: '建立账号' }).click()
    await page.getByText(`请将此一次性链接当面交给${name}`).waitFor()
    links[login] = await page.getByRole('textbox', { name: '一次性链接' }).inputValue()
    await page.getByRole('button', { name: '再建一个' }).click()
  }
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  return links
}

async function grantRights(page) {
  await page.goto('/#/people')
  for (const [login, name, , roles, clearance] of EVERYBODY) {
    await page.getByRole('button', { name, exact: true }).click()
    const pane = page.getByRole('complementary', { name })
    for (const role of roles) await pane.locator('.roles').getByText(role, { exact: true }).click()
    await choose(pane, '可阅密级', clearance)
    await pane.getByRole('button', { name: '授予' }).click()
    await page.getByRole('row', { name: new RegExp(`${login}.*${roles[0]}.*${clearance}`) }).waitFor()
  }
}

async function givePositions(page) {
  await page.goto('/#/people?tab=positions')
  const dialog = page.getByRole('dialog')
  for (const [position, department, name] of [['部门领导', '市场部', '郑部长'], ['档案室负责人', '', '冯主任']]) {
    await page.getByRole('button', { name: '任命', exact: true }).click()
    await choose(dialog, '岗位', position)
    if (department) await choose(dialog, '部门', department)
    await choose(dialog, '任职人', new RegExp(`^${name}`))
    await dialog.getByRole('button', { name: '保存' }).click()
    await page.getByRole('row', { name: new RegExp(`${position}.*${name}`) }).waitFor()
  }
  await page.getByRole('row', { name: /部门领导/ }).getByRole('button', { name: '添加代理人' }).click()
  await choose(dialog, '代理人', /^王代理/)
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByRole('row', { name: /部门领导.*王代理/ }).waitFor()
}

export async function makePeople(scene) {
  const { people, links: first, pages } = scene
  const enter = async (login, link) => { pages[login] = await people.enter(login, link, PASSWORD) }
  for (const login of Object.keys(first)) await enter(login, first[login])
  const links = await makeAccounts(pages.sysadmin)
  await grantRights(pages.secadmin)
  await givePositions(pages.secadmin)
  for (const [login, name] of EVERYBODY) {
    await enter(login, links[login])
    await pages[login].getByRole('heading', { name: `${name}，你好` }).waitFor()
  }
  // A link works once.
  const late = await people.enter('late', links.fuwu, PASSWORD, false)
  await late.getByRole('alert').or(late.locator('.chip.bad')).first().waitFor()
  assert.match(late.url(), /\/link\//)
}
