// A stand-in for the server, made from server/api/openapi.json alone: every answer has the shape
// the contract promises, so a screen that breaks on it would break on the real server too.
// It serves the built client under the same content security policy.
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

export const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; " +
  "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; " +
  "require-trusted-types-for 'script'; trusted-types vue lantai"
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const TEXTS = {
  title: '关于二〇二四年度客户投诉处理流程优化工作实施方案的请示', archival_code: 'Q001-WS·2024-D30-ZJB-0012', name: '总经理办公室', document_no: '澄建〔2024〕12号',
  creator: '澄江建设集团有限公司', fonds_no: 'Q001', request_no: 'JY-2024-0007', purpose: '核对合同条款', department_name: '总经理办公室', clause_no: '3.2',
  user_name: '沈静秋', requester_name: '沈静秋', requester_department: '财务部', decided_by_name: '王敏', actor_name: '沈静秋', location: 'A区-03列-2节-4层',
  item_code_template: '{fonds}-{category}·{year}-{retention}-{dept}-{item:4}', volume_code_template: '{fonds}-{category}·{year}-{retention}-{dept}-{volume:3}',
  retention_class: 'D30', retention_name: '30年', code: 'D30', action: 'item.filed', object_type: 'item', object_code: 'Q001-WS·2024-D30-ZJB-0012', year_rule: 'R-28',
  year_key: 'year.plan_first', rule: 'R-38', why_me: 'R-38', key: 'volume.pages_missing', content_reason: 'access.request_loan', text_reason: '', reason: '', media_type: 'application/pdf',
  volume_code: 'Q001-WS·2024-D30-ZJB-007', level_name: '秘密', login: 'shen', company_name: '澄江建设集团', csrf: 'c', text: '客户投诉自受理之日起7天内结案', withdrawn_reason: '', year_reason: '',
}

/** What the server prints of what: screens choose by these. */
const SHEETS = { box_label: [{ id: '70x37', columns: 3, rows: 8 }, { id: '63x38', columns: 3, rows: 7 }], filing_stamp_sheet: [{ id: '46x21', columns: 4, rows: 12 }] }
const FORMS = [['item_catalogue', 'F-1', 'volume'], ['notes_form', 'F-2', 'volume'], ['volume_cover', 'F-3', 'volume'], ['volume_spine', 'F-4', 'volume'], ['item_list', 'F-5', 'item_list'], ['volume_list', 'F-6', 'volume_list'],
  ['handover_receipt', 'F-7', 'handover'], ['box_notes_form', '', 'box'], ['subject_list', '', 'item_list'], ['filing_stamp_sheet', '', 'items'], ['box_spine', '', 'box'], ['box_label', '', 'box']].map(([id, number, subject]) => ({ id, number, title: id, subject, label_sheets: SHEETS[id] ?? [] }))
const DOT = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')  // a PNG of one point

export class FakeApi {
  /** `mode`: full | empty | failing | forbidden. */
  constructor(root, mode = 'full') {
    this.root = root
    this.mode = mode
    this.spec = JSON.parse(readFileSync(join(root, 'server/api/openapi.json'), 'utf8'))
    this.requests = []
    this.routes = Object.entries(this.spec.paths).map(([path, methods]) => ({ pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`), methods }))
  }
  sample(schema, name = '', depth = 0, index = 0) {
    if (schema.$ref) return this.sample(this.spec.components.schemas[schema.$ref.split('/').at(-1)], name === '' ? '' : name, depth, index)
    if (schema.const !== undefined) return schema.const
    if (schema.enum) return schema.enum[0]
    const branches = schema.anyOf ?? schema.oneOf
    if (branches) return this.sample(branches[0], name, depth, index)
    if (schema.allOf) return Object.assign({}, ...schema.allOf.map(part => this.sample(part, name, depth, index)))
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
    if (type === 'array') {
      const all = schema.items.$ref ? this.spec.components.schemas[schema.items.$ref.split('/').at(-1)] : schema.items
      if (all.enum && name !== 'steps') return name === 'allowed' || name === 'can' ? all.enum : all.enum.slice(0, 1)
      return this.mode === 'empty' && depth > 0 ? [] : Array.from({ length: depth > 3 ? 1 : 3 }, (_, i) => this.sample(schema.items, name.replace(/s$/, ''), depth + 1, i))
    }
    if (type === 'object' || schema.properties) return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, value]) => [key, this.sample(value, key, depth + 1, index)]))
    if (type === 'boolean') return name === 'total_exact' || name === 'active'
    if (type === 'integer' || type === 'number') return /year/.test(name) ? 2024 : name === 'level' || name === 'clearance' ? (index + 2) % 5 : /total|count/.test(name) && this.mode === 'empty' ? 0 : index + 1
    if (schema.format === 'date' || /(^|_)(date|from|to|until|since)$/.test(name)) return '2024-03-15'
    if (schema.format === 'date-time' || /(^|_)at$/.test(name)) return '2024-03-15T01:42:00Z'
    if (/(^|_)id$/.test(name)) return String(index + 1)
    if (/sha256|leaf|chain/.test(name)) return '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
    if (name === 'next_cursor') return null
    if (name === 'value') return String(index + 1)
    return TEXTS[name] ?? '示例文字'
  }
  answer(request, response, path) {
    const json = (status, body, type = 'application/json') => {
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' })
      response.end(body === null ? undefined : JSON.stringify(body))
    }
    const problem = (status, key) => json(status, { type: 'about:blank', title: key, status, key, request_id: 'r-1' }, 'application/problem+json')
    const route = this.routes.find(r => r.pattern.test(path) && r.methods[request.method.toLowerCase()])
    if (!route) return problem(404, 'not_found')
    if (path !== '/api/v1/session' && this.mode === 'failing') return problem(500, 'client.unexpected')
    if (path !== '/api/v1/session' && this.mode === 'forbidden') return problem(403, 'access.role_missing')
    const [status, told] = Object.entries(route.methods[request.method.toLowerCase()].responses).find(([code]) => code.startsWith('2'))
    const [type, content] = Object.entries(told.content ?? {})[0] ?? []
    if (!content) return json(Number(status), null)
    if (!type.includes('json')) {
      response.writeHead(200, { 'Content-Type': type.startsWith('image/') ? type : 'application/pdf' })
      if (type.startsWith('image/')) return response.end(DOT)
      return createReadStream(join(this.root, 'tests/e2e/page.pdf')).pipe(response)
    }
    const body = path === '/api/v1/forms' ? FORMS : this.sample(content.schema)
    if (path === '/api/v1/session') body.must_change_password = false
    if (path === '/api/v1/codes') Object.assign(body, { owner: 'volume', redirected: true })
    return json(Number(status), body)
  }
  async start() {
    const dist = join(this.root, 'server/web/dist')
    this.server = createServer((request, response) => {
      const path = decodeURIComponent(new URL(request.url, 'http://x').pathname)
      if (path.startsWith('/api/')) {
        this.requests.push(`${request.method} ${path}`)
        request.resume()
        return this.answer(request, response, path)
      }
      const file = join(dist, path === '/' ? 'index.html' : path)
      if (!file.startsWith(dist) || !existsSync(file)) return response.writeHead(404).end()
      response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': CSP, 'X-Content-Type-Options': 'nosniff' })
      createReadStream(file).pipe(response)
    })
    await new Promise(done => this.server.listen(0, '127.0.0.1', done))
    return `http://127.0.0.1:${this.server.address().port}`
  }
  stop() { this.server.closeAllConnections(); this.server.close() }
}
