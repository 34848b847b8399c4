// Every screen, loaded when it is first opened. `may`: shown only to whom the policy gives it.
import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import type { Schemas } from '@/api/client'
import { loadSession, may, session } from '@/session'

type Action = Schemas['Action']
declare module 'vue-router' {
  interface RouteMeta { may?: Action; open?: boolean; title?: string }
}

const routes: RouteRecordRaw[] = [
  { path: '/login', component: () => import('@/views/session/Login.vue'), meta: { open: true, title: 'login' } },
  { path: '/link/:token', component: () => import('@/views/session/LinkLogin.vue'), meta: { open: true, title: 'link' } },
  { path: '/password', component: () => import('@/views/session/Password.vue'), meta: { title: 'password' } },
  { path: '/', component: () => import('@/views/home/Home.vue'), meta: { title: 'home' } },
  { path: '/search', component: () => import('@/views/search/Search.vue'), meta: { may: 'search_records', title: 'search' } },
  { path: '/workbench', component: () => import('@/views/workbench/Workbench.vue'), meta: { may: 'file_item', title: 'workbench' } },
  { path: '/items/new', component: () => import('@/views/items/FilingForm.vue'), meta: { may: 'file_item', title: 'filing' } },
  { path: '/items/:id/edit', component: () => import('@/views/items/FilingForm.vue'), meta: { may: 'edit_item', title: 'edit' } },
  { path: '/items/:id', component: () => import('@/views/items/ItemPage.vue'), meta: { may: 'view_catalogue', title: 'item' } },
  { path: '/items/:id/files/:file', component: () => import('@/views/viewer/FileViewer.vue'), meta: { may: 'view_catalogue', title: 'viewer' } },
  { path: '/volumes', component: () => import('@/views/volumes/Volumes.vue'), meta: { may: 'view_catalogue', title: 'volumes' } },
  { path: '/volumes/proposal', component: () => import('@/views/volumes/ComposeProposal.vue'), meta: { may: 'compose_volume', title: 'compose' } },
  { path: '/volumes/old', component: () => import('@/views/old/OldVolume.vue'), meta: { may: 'compose_volume', title: 'old_volume' } },
  { path: '/volumes/:id', component: () => import('@/views/volumes/VolumePage.vue'), meta: { may: 'view_catalogue', title: 'volume' } },
  { path: '/volumes/:id/print', component: () => import('@/views/print/PrintPreview.vue'), props: { subject: 'volume' }, meta: { may: 'print_form', title: 'print' } },
  { path: '/boxes', component: () => import('@/views/boxes/Boxes.vue'), meta: { may: 'view_catalogue', title: 'boxes' } },
  { path: '/boxes/:id', component: () => import('@/views/boxes/BoxPage.vue'), meta: { may: 'view_catalogue', title: 'box' } },
  { path: '/boxes/:id/print', component: () => import('@/views/print/PrintPreview.vue'), props: { subject: 'box' }, meta: { may: 'print_form', title: 'print' } },
  { path: '/print', component: () => import('@/views/print/PrintPreview.vue'), props: { subject: 'list' }, meta: { may: 'print_form', title: 'print' } },
  { path: '/handovers', component: () => import('@/views/handovers/Handovers.vue'), meta: { may: 'view_handovers', title: 'handovers' } },
  { path: '/handovers/:id', component: () => import('@/views/handovers/HandoverPage.vue'), meta: { may: 'view_handovers', title: 'handover' } },
  { path: '/changes', component: () => import('@/views/changes/Changes.vue'), meta: { may: 'view_changes', title: 'changes' } },
  { path: '/fonds', component: () => import('@/views/fonds/Fonds.vue'), meta: { may: 'manage_fonds', title: 'fonds' } },
  { path: '/loans/new', component: () => import('@/views/loans/LoanRequest.vue'), meta: { may: 'request_loan', title: 'loan_request' } },
  { path: '/loans', component: () => import('@/views/loans/MyLoans.vue'), meta: { may: 'view_loan', title: 'my_loans' } },
  { path: '/approvals', component: () => import('@/views/loans/Approvals.vue'), meta: { may: 'decide_loan', title: 'approvals' } },
  { path: '/desk', component: () => import('@/views/loans/Desk.vue'), meta: { may: 'run_desk', title: 'desk' } },
  { path: '/register', component: () => import('@/views/loans/Register.vue'), meta: { may: 'view_loan_register', title: 'register' } },
  { path: '/people', component: () => import('@/views/people/People.vue'), meta: { may: 'view_people', title: 'people' } },
  { path: '/audit', component: () => import('@/views/audit/AuditLog.vue'), meta: { may: 'view_audit_log', title: 'audit' } },
  { path: '/no-right', component: () => import('@/views/session/NoRight.vue'), meta: { title: 'no_right' } },
  { path: '/:rest(.*)*', component: () => import('@/views/session/NotFound.vue'), meta: { title: 'not_found' } },
]

export const router = createRouter({ history: createWebHashHistory(), routes })

router.beforeEach(async to => {
  if (to.meta.open) return true
  try { await loadSession() } catch { return true }
  if (!session.value) return { path: '/login', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  if (session.value.must_change_password && to.path !== '/password') return '/password'
  if (to.meta.may && !may(to.meta.may)) return { path: '/no-right', query: { for: to.meta.title } }
  return true
})
