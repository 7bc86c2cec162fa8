import type pg from 'pg'
import { StoreRefused } from '../store-refused.ts'

export type Driver = typeof pg

/** The driver is the host's to install: whoever keeps everything in SQLite needs none. */
export async function loadDriver(): Promise<Driver> {
  try {
    const { default: driver } = await import('pg')
    return driver
  } catch (error) {
    throw new StoreRefused('The driver for PostgreSQL cannot be loaded. Install it with: npm install pg', {
      cause: error,
    })
  }
}
