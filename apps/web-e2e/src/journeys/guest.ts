import { expect, type Locator, type Page } from '@playwright/test'

/** What the providers call themselves. */
export type ProviderName = 'the local provider' | 'Google' | 'Facebook'

/** A person at the browser who has accounts elsewhere: what they see and do, on our pages and on those of a provider. */
export class Guest {
  readonly page: Page
  readonly header: Locator

  constructor(page: Page) {
    this.page = page
    this.header = page.getByRole('banner')
  }

  /** Logs in from one of our pages, in two clicks, as somebody who is named so at the provider. */
  async logInThrough(provider: ProviderName, name: string, path = '/login'): Promise<void> {
    await this.page.goto(path)
    await this.leaveFor(provider)
    await this.choose(name)
  }

  /** Presses the provider's button on the current page, and waits for the provider's. */
  async leaveFor(provider: ProviderName): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^(Log in|Continue) with ${provider}$`) }).click()
    await this.seesPageOf(provider)
  }

  /** Presses the button below the explanation of what went wrong. */
  async triesAgainWith(provider: ProviderName): Promise<void> {
    await this.page.getByRole('button', { name: `Try again with ${provider}` }).click()
    await this.seesPageOf(provider)
  }

  /**
   * Logs in from the login page like somebody who reads that it did not work and presses the button below that: nobody
   * notices at once that a provider is well again.
   */
  async logInPatiently(provider: ProviderName, name: string): Promise<void> {
    const button = this.page.getByRole('button', { name: new RegExp(`^(Log in|Try again) with ${provider}$`) }).first()
    const theirs = this.page.getByRole('heading', { level: 1, name: `Log in with ${provider}` })
    const person = this.header.getByRole('link', { name })
    await expect(async () => {
      if (await button.isVisible()) await button.click({ timeout: 1000 })
      await expect(theirs.or(person)).toBeVisible({ timeout: 2000 })
      if (await theirs.isVisible()) await this.choose(name)
      await expect(person).toBeVisible({ timeout: 2000 })
    }).toPass({ timeout: 20_000 })
  }

  async seesPageOf(provider: ProviderName): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: `Log in with ${provider}` })).toBeVisible()
    expect(new URL(this.page.url()).hostname).toBe('127.0.0.1')
  }

  /** On the provider's page: be somebody whose button begins with this name. */
  async choose(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Log in as ${name}` }).click()
  }

  async cancel(): Promise<void> {
    await this.page.getByRole('button', { name: 'Cancel', exact: true }).click()
  }

  /** Reads on the current page what came of it; `title` is how it begins. */
  async isTold(title: string): Promise<void> {
    // So long may a provider take that never answers.
    await expect(this.page.getByRole('main').getByText(title)).toBeVisible({ timeout: 15_000 })
  }

  /** Says "Not now" to the question for what the provider did not tell. */
  async postpones(question: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: 'One more thing' })).toBeVisible()
    await expect(this.page.getByText(question)).toBeVisible()
    await this.page.getByRole('button', { name: 'Not now' }).click()
  }

  async logOut(): Promise<void> {
    await this.header.getByRole('button', { name: 'Log out' }).click()
    await this.seesNobody()
  }

  async sees(name: string): Promise<void> {
    await expect(this.header.getByRole('link', { name })).toBeVisible()
  }

  async seesNobody(): Promise<void> {
    await expect(this.header.getByRole('link', { name: 'Log in' })).toBeVisible()
  }

  /** How wide the picture in the header really is, in pixels: 0 for one that is broken or not there. */
  async pictureWidth(): Promise<number> {
    const images = this.header.locator('coat-avatar img')
    return images.evaluateAll(([image]) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))
  }

  /** The id of whoever is logged in, as the page itself may ask for it. */
  async userId(): Promise<string> {
    const answer = await this.page.context().request.get(new URL('/auth/me', this.page.url()).href)
    return ((await answer.json()) as { id: string }).id
  }

  /** Names of the cookies that this browser keeps for us. */
  async cookies(): Promise<string[]> {
    const { host } = new URL(this.page.url())
    const cookies = await this.page.context().cookies(`http://${host}`)
    return cookies.map(({ name }) => name)
  }
}
