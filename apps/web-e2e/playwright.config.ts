import { defineConfig, devices } from '@playwright/test'
import { findChromium } from '../../tools/setup/find-chromium.mjs'

const executablePath = findChromium()

export default defineConfig({
  testDir: 'src',
  outputDir: 'test-results/artifacts',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  // A busy machine with two cores takes twenty seconds for axe over 250 countries.
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath !== null && { executablePath }),
      // Quiet and alone: no call home, no update, and no sandbox where the kernel does not let root have one.
      args: [
        ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
        ...['--disable-component-update', '--disable-sync', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      ],
    },
  },
  projects: [
    { name: 'journeys', testIgnore: 'screenshots/**' },
    { name: 'screenshots', testMatch: 'screenshots/*.spec.ts', workers: 1 },
  ],
})
