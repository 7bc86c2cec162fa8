import { randomUUID } from 'node:crypto'
import { expect, type Locator, type Page } from '@playwright/test'

/** A person at the browser: what they see by role and label, and what they do in one sentence each. */
export class Visitor {
  readonly name: string
  readonly email: string
  readonly password = 'the engine weaves algebra'
  readonly page: Page
  readonly header: Locator

  constructor(page: Page, name: string, email = `${randomUUID()}@example.org`) {
    this.page = page
    this.name = name
    this.email = email
    this.header = page.getByRole('banner')
  }

  async register(path = '/register'): Promise<void> {
    await this.page.goto(path)
    await this.page.getByLabel('Name').fill(this.name)
    await this.page.getByLabel('E-mail address').fill(this.email)
    await this.page.getByLabel('Password', { exact: true }).fill(this.password)
    await this.page.getByRole('button', { name: 'Create the account' }).click()
    await this.seesTheirName()
  }

  /** Fills in the login form of the current page. */
  async logIn(password = this.password): Promise<void> {
    await this.page.getByLabel('E-mail address').fill(this.email)
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByRole('main').getByRole('button', { name: 'Log in', exact: true }).click()
  }

  async logOut(): Promise<void> {
    await this.header.getByRole('button', { name: 'Log out' }).click()
    await expect(this.header.getByRole('link', { name: 'Log in' })).toBeVisible()
  }

  async seesTheirName(): Promise<void> {
    await expect(this.header.getByRole('link', { name: this.name })).toBeVisible()
  }

  /** Logs in on this browser and ends every other session of the account, without any page. */
  async endOtherSessions(): Promise<void> {
    const { request } = this.page.context()
    const login = await request.post('/auth/login', { data: { email: this.email, password: this.password } })
    expect(login.status()).toBe(200)
    expect((await request.delete('/auth/sessions', { data: {} })).status()).toBe(204)
  }
}
