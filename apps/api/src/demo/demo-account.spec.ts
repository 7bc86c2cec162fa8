import { describe, expect, it } from 'vitest'
import { testApi } from '../testing/test-api.ts'
import { demoAccount, refuseDemoAccount, seedDemoAccount } from './demo-account.ts'

/** The API over a database of its own, and what somebody would need to start another one over it. */
async function openApi() {
  const api = await testApi()
  const config = { publicUrl: 'http://localhost:3000', databaseUrl: `sqlite:${api.databaseFile}`, webRoot: null }
  const logIn = (password: string) => api.ask('POST', '/auth/login', { email: demoAccount.email, password })
  return { config, logIn }
}

describe('the demo account', () => {
  it('can be logged in to, however often the demo was started', async () => {
    const { config, logIn } = await openApi()

    for (let start = 0; start < 12; start++) await seedDemoAccount(config)

    expect((await logIn(demoAccount.password)).statusCode).toBe(200)
  })

  it('ASVS 6.3.2 is found when strangers have used up its tries', async () => {
    const { config, logIn } = await openApi()
    await seedDemoAccount(config)
    for (let wrong = 0; wrong < 10; wrong++) await logIn('not-the-password')
    expect((await logIn(demoAccount.password)).statusCode).toBe(429)

    await expect(refuseDemoAccount(config)).rejects.toThrow("This database has the demo's account")
  })

  it('is no reason not to start where it never was', async () => {
    const { config } = await openApi()

    await expect(refuseDemoAccount(config)).resolves.toBeUndefined()
  })
})
