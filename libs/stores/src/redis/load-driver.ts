import { StoreRefused } from '../store-refused.ts'

/** As much of the driver as is used here. */
export interface Driver {
  createClient(options: object): RedisClient
}

/** As much of the driver's client as is used here. */
export interface RedisClient {
  readonly options: { socket?: { host?: string; port?: number; path?: string }; database?: number }
  connect(): Promise<unknown>
  sendCommand(args: readonly string[]): Promise<unknown>
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>
  on(event: 'error' | 'end', listener: (error?: unknown) => void): unknown
  /** Waits for the answers that are still to come. */
  close(): Promise<void>
  /** Rejects what waits for an answer. */
  destroy(): void
}

/** The driver is the host's to install: whoever keeps everything in SQL needs none. */
export async function loadDriver(): Promise<Driver> {
  try {
    const { createClient } = await import('redis')
    return { createClient: (options) => createClient(options) as unknown as RedisClient }
  } catch (error) {
    throw new StoreRefused('The driver for Redis cannot be loaded. Install it with: npm install redis', {
      cause: error,
    })
  }
}
