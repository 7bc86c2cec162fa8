import { describe, expect, it } from 'vitest'
import { Memory } from './memory-adapter.ts'

describe('Memory', () => {
  it('takes what a grant gave out along with it, and leaves the login that is under way', async () => {
    const memory = new Memory()
    for (const model of ['AccessToken', 'AuthorizationCode', 'Interaction', 'Session'])
      await memory.adapter(model).upsert('one', { grantId: 'a grant' }, 60)

    // As it does when somebody logs in who is not the person before.
    await memory.adapter('AccessToken').revokeByGrantId('a grant')

    const left = ['AccessToken', 'AuthorizationCode', 'Interaction', 'Session'].filter((model) => memory.of(model).size)
    expect(left).toEqual(['Interaction', 'Session'])
  })
})
