/** What the page has to know of the contract's terms and of the ledger's fields, so that each is written once. */
import { z } from 'zod'
import { BROADCAST_STATE_LABEL } from '../../contract/broadcast.ts'
import {
  CASE_PHASE_LABEL,
  COMPARED_FIELD_LABEL,
  DATA_HOLDER_LABEL,
  EVIDENCE_LABEL,
  STEP_STATE_LABEL,
} from '../../contract/case.ts'
import { MAX_TEXT } from '../../contract/chat.ts'
import { GROUP_KIND_LABEL } from '../../contract/group.ts'
import { FINDING_LABEL, LEAD_STATUS_LABEL, OUTCOME_LABEL } from '../../contract/lead.ts'
import {
  CADRE_ROLE_LABEL,
  HOUSEHOLD_KIND_LABEL,
  LANGUAGE_LABEL,
  MONITORED_KIND_LABEL,
  RISK_TYPE_LABEL,
  URGENCY_LABEL,
} from '../../contract/terms.ts'
import { FIELD_NAMES, type Field, fieldNamed, LABOUR_LABEL } from '../../core/ledger/fields.ts'
import { MONEY_LABEL } from '../../core/ledger/per-capita-income.ts'
import { HOLDS } from '../../core/procedure/comparison.ts'
import { GIVEN_AS } from '../../core/procedure/do-steps.ts'

export function labels() {
  return {
    maxText: MAX_TEXT,
    riskTypes: RISK_TYPE_LABEL,
    urgencies: URGENCY_LABEL,
    roles: CADRE_ROLE_LABEL,
    statuses: LEAD_STATUS_LABEL,
    findings: FINDING_LABEL,
    outcomes: OUTCOME_LABEL,
    phases: CASE_PHASE_LABEL,
    stepStates: STEP_STATE_LABEL,
    evidence: EVIDENCE_LABEL,
    givenAs: GIVEN_AS,
    comparedFields: COMPARED_FIELD_LABEL,
    dataHolders: DATA_HOLDER_LABEL,
    holds: HOLDS,
    monitoredKinds: MONITORED_KIND_LABEL,
    householdKinds: HOUSEHOLD_KIND_LABEL,
    labour: LABOUR_LABEL,
    languages: LANGUAGE_LABEL,
    groupKinds: GROUP_KIND_LABEL,
    broadcastStates: BROADCAST_STATE_LABEL,
    money: MONEY_LABEL,
    fields: Object.fromEntries(FIELD_NAMES.map((name) => [name, inputOf(fieldNamed(name))])),
  }
}

/** How a field is asked: by choosing, or by writing a figure or words. */
function inputOf({ label, schema, words }: Field) {
  if (schema instanceof z.ZodEnum)
    return { label, as: 'choice', options: schema.options.map((option) => [String(option), words(String(option))]) }
  if (schema instanceof z.ZodBoolean) return { label, as: 'yes_no', options: [] }
  if (schema instanceof z.ZodNumber) return { label, as: 'number', options: [] }
  if (schema instanceof z.ZodArray) return { label, as: 'list', options: [] }
  return { label, as: 'text', options: [] }
}
