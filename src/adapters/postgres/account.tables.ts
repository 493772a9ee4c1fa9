/** What opens an account, and keeps it open. */
export interface AccountTables {
  account: {
    county_code: string
    cadre_id: string
    account: string
    password_hash: string
    failures: number
    locked_until: Date | null
  }
  invitation: { county_code: string; code_hash: string; cadre_id: string; expires_at: Date; used_at: Date | null }
  session: { county_code: string; token_hash: string; cadre_id: string; created_at: Date; expires_at: Date }
}
