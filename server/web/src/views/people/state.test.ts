import { describe, expect, it } from 'vitest'
import { i18n } from '@/i18n'
import { signIn } from './state'

describe('the state of an account', () => {
  it.each([
    [true, false, '可登录', 'good'],
    [true, true, '等待设置密码', 'warn'],
    [false, true, '已停用', 'bad'],
    [false, false, '已停用', 'bad'],
  ])('active %s, without a password of its own %s: %s', (active, must_change_password, text, mark) => {
    const state = signIn({ active, must_change_password })
    expect([i18n.global.t(state.text), state.mark]).toEqual([text, mark])
  })
})
