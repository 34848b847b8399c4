// 2: the archivist makes a fonds and a filing scheme and files documents of every sort.
import { strict as assert } from 'node:assert'
import { gb18030, pdf } from './archive.mjs'
import { choose, drop } from './hands.mjs'

const YEAR = 2024
export const REGULATION = '客户服务管理办法'
const BODY = '第一条 为规范客户服务，制定本办法。\n第二条 客户投诉应当在7天内答复，并登记处理结果。\n第三条 本办法自印发之日起施行。\n'

async function makeFonds(page) {
  await page.goto('/#/fonds')
  await page.getByRole('button', { name: '新建全宗' }).first().click()
  for (const [field, text] of [['fonds_no', 'TY01'], ['name', '廷煜公司'], ['creating_body', '廷煜有限公司']]) await page.locator(`#fonds-${field}`).fill(text)
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await page.getByText('廷煜有限公司').waitFor()
  await page.goto(`/#/fonds?year=${YEAR}`)
  for (const [no, title, scope, retention] of [['8.1', '规章制度', '规章制度', '永久'], ['3.1', '请示与批复', '对外发文、请示批复、报告总结', '永久']]) {
    await page.getByRole('textbox', { name: '条款号' }).fill(no)
    await page.getByRole('textbox', { name: '条款名称' }).fill(title)
    await choose(page, '归档范围', scope)
    await choose(page, '保管期限', retention)
    await page.getByRole('button', { name: '添加条款' }).click()
    // The row one types in has the same words until the clause is stored.
    await page.locator('tr:not(.edit)', { hasText: no }).waitFor()
  }
}

const pick = (page, field, text) => choose(page, page.locator(`#f-${field}`), text)
/** Fills the filing form; says what it proposes before anything is saved. */
async function fill(page, { files = [], dropped = false, department = /客户服务部/, kind = '其他', level = '内部', pages = '2', medium, ...texts }) {
  await page.goto('/#/items/new')
  await page.locator('#f-title').waitFor()
  if (files.length) {
    if (dropped) await drop(page.getByRole('button', { name: /把文件拖到这里/ }), files)
    else await page.locator('input[type=file]').setInputFiles(files)
    for (const file of files) await page.locator('li', { hasText: file.name }).getByText('已上传').waitFor()
  }
  await pick(page, 'department_id', department)
  await pick(page, 'kind', kind)
  for (const [field, text] of Object.entries(texts)) await page.locator(`#f-${field}`).fill(text)
  await page.locator('#f-document_date').blur()
  await pick(page, 'level', level)
  await pick(page, 'retention_class', /永久/)
  await page.locator('#f-pages').fill(pages)
  await page.locator('#f-copies').fill('1')
  if (medium) await pick(page, 'medium', medium)
  const code = page.locator('.proposal dd b.mono')
  await code.filter({ hasText: /\d$/ }).waitFor()
  const rule = await page.locator('.proposal .why').first().innerText()
  assert.match(rule, /R-\d\d .+/, 'the rule of the filing year is named')
  return { code: await code.innerText(), rule }
}
async function save(page) {
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.waitForURL(/#\/items\/\d+$/)
  const code = await page.locator('.page-head .mono').innerText()
  return { id: /items\/(\d+)/.exec(page.url())[1], code }
}
/** Leaving asks first, by the browser's back button too; staying loses nothing. */
async function stay(page, title) {
  await page.goBack()
  await page.getByRole('button', { name: '继续填写' }).click()
  await page.waitForURL(/#\/items\/new$/)
  assert.equal(await page.locator('#f-title').inputValue(), title)
}
async function file(page, what) {
  const proposal = await fill(page, what)
  const item = await save(page)
  assert.equal(item.code, proposal.code, 'the code that was shown before saving')
  return item
}

export async function fileDocuments(scene) {
  const page = scene.pages.danganyuan
  await makeFonds(page)
  const txt = (name, bytes) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(bytes) })
  const about = { creator: '廷煜公司', document_date: '2024-03-15' }
  const items = scene.items = {}
  items.regulation = await file(page, { ...about, title: REGULATION, document_no: '廷煜发〔2024〕7号', kind: '规章制度', files: [txt('办法.txt', BODY), txt('附表.txt', '投诉登记表\n')] })
  items.gb = await file(page, { ...about, title: '夜间值班安排', document_no: '廷煜发〔2024〕8号', kind: '通知', files: [txt('值班.txt', gb18030('值班电话每晚由镕琰接听。'))] })
  items.pdf = await file(page, { ...about, title: '设备说明书', dropped: true, document_no: '廷煜发〔2024〕9号', files: [{ name: 'manual.pdf', mimeType: 'application/pdf', buffer: pdf(['Cover', 'Hydraulic manual', 'Last page']) }] })
  items.paper = await file(page, { ...about, title: '手写会签单', document_no: '', medium: '纸质' })
  items.request = await file(page, { ...about, title: '关于增设服务窗口的请示', document_no: '廷煜请〔2024〕1号', kind: '请示', medium: '纸质' })
  // The reply is linked to the request before it is filed.
  await fill(page, { ...about, document_date: '2024-03-20', title: '关于增设服务窗口的批复', document_no: '廷煜复〔2024〕1号', kind: '批复', medium: '纸质' })
  const finder = page.getByRole('combobox', { name: '按题名、文号、档号查找文件' })
  await finder.fill('增设服务窗口的请示')
  await page.getByRole('option', { name: /增设服务窗口的请示/ }).click()
  await choose(page, '该文件是', '是本件的请示')
  await page.locator('.links').getByRole('button', { name: '添加' }).click()
  await page.locator('.links li', { hasText: '请示' }).waitFor()
  items.reply = await save(page)
  await page.getByRole('region', { name: '关联文件' }).getByText('增设服务窗口的请示').waitFor()

  // The same number and content again: a warning that names what is the same; it was wrong to file it.
  await fill(page, { ...about, title: '客户服务办法（误存）', document_no: '廷煜发〔2024〕7号', kind: '规章制度', files: [txt('办法.txt', BODY)] })
  const warning = page.getByRole('status').filter({ hasText: '可能重复 1 件' })
  await stay(page, '客户服务办法（误存）')
  await warning.getByText('文号相同').waitFor()
  await warning.getByText('文件内容相同').waitFor()
  const wrong = await save(page)
  await page.getByRole('button', { name: '撤销' }).click()
  await page.getByRole('textbox', { name: '理由' }).fill('重复归档')
  await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click()
  await page.getByText('已撤销：重复归档').waitFor()
  items.next = await file(page, { ...about, title: '服务承诺书', document_no: '廷煜发〔2024〕10号' })
  assert.notEqual(items.next.code, wrong.code, 'a withdrawn number is not used again')
  assert.equal(new Set([...Object.values(items), wrong].map(item => item.code)).size, 8)
  scene.wrong = wrong
}
