import { hash } from 'node:crypto'
import { isInstant } from './instant.ts'
import type { ProviderLogin, ProviderLogout } from './provider-login-store.ts'

/** The columns that a login becomes. */
export function toProviderLoginRow(login: ProviderLogin) {
  return {
    session_id: login.sessionId,
    user_id: login.userId,
    issuer: login.issuer,
    subject: login.subject,
    sid: login.sid,
    issued_at: login.issuedAt,
    expires_at: login.expiresAt,
  }
}

/** Reads a row; null for what no version of this library wrote. */
export function fromProviderLoginRow(row: Record<string, unknown>): ProviderLogin | null {
  const [issuedAt, expiresAt] = [row['issued_at'], row['expires_at']]
  if (!isInstant(issuedAt) || !isInstant(expiresAt)) return null
  return {
    sessionId: String(row['session_id']),
    userId: String(row['user_id']),
    issuer: String(row['issuer']),
    subject: String(row['subject']),
    sid: typeof row['sid'] === 'string' ? row['sid'] : null,
    issuedAt,
    expiresAt,
  }
}

/** The columns that a logout becomes. */
export function toProviderLogoutRow({ issuer, id, subject, sid, issuedAt, forgetAt }: ProviderLogout) {
  const messageHash = hash('sha256', JSON.stringify([issuer, id]), 'base64url')
  return { message_hash: messageHash, issuer, subject, sid, issued_at: issuedAt, forget_at: forgetAt }
}
