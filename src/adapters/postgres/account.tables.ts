/** What opens an account, and keeps it open. */
export interface AccountTables {
  /** What a device may send again. */
  cadre_act: { county_code: string; id: string; cadre_id: string; act: string; subject: string; at: Date }
  account: {
    county_code: string
    cadre_id: string
    account: string
    password_hash: string
    failures: number
    locked_until: Date | null
  }
  invitation: { county_code: string; code_hash: string; cadre_id: string; expires_at: Date; used_at: Date | null }
  scan_login: {
    county_code: string
    id: string
    secret_hash: string
    browser: string
    address: string
    asked_at: Date
    expires_at: Date
    seen_at: Date | null
    cadre_id: string | null
    session_until: Date | null
    confirmed_at: Date | null
    refused_at: Date | null
    used_at: Date | null
  }
  session: { county_code: string; token_hash: string; cadre_id: string; created_at: Date; expires_at: Date }
}
