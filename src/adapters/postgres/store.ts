import { sql } from 'kysely'
import type { Change, Store, Tx } from '../../app/ports/store.ts'
import * as account from './account.store.ts'
import * as attachment from './attachment.store.ts'
import * as audit from './audit.store.ts'
import { broadcastsOf } from './broadcast.store.ts'
import { cardQuestionsOf } from './card-question.store.ts'
import * as cases from './case.store.ts'
import { CHANNEL } from './change-feed.ts'
import { channelUsesOf } from './channel.store.ts'
import { channelTokensOf } from './channel-token.store.ts'
import * as comparison from './comparison.store.ts'
import { cadreMessagesOf, contactsOf } from './contact.store.ts'
import * as conversation from './conversation.store.ts'
import type { OpenDatabase } from './database.ts'
import { dutiesOf } from './duty-item.store.ts'
import * as employment from './employment.store.ts'
import { groupPostsOf, groupsOf } from './group.store.ts'
import * as handover from './handover.store.ts'
import * as household from './household.store.ts'
import { inboxOf } from './inbox.store.ts'
import * as lead from './lead.store.ts'
import * as ledger from './ledger.store.ts'
import { massCallsOf } from './mass.store.ts'
import * as measure from './measure.store.ts'
import * as monitored from './monitored.store.ts'
import * as notice from './notice.store.ts'
import * as outbox from './outbox.store.ts'
import { personalOf } from './personal.store.ts'
import * as queue from './queue.store.ts'
import { reachesOf } from './reach.store.ts'
import * as referral from './referral.store.ts'
import * as region from './region.store.ts'
import * as report from './report.store.ts'
import * as resident from './resident.store.ts'
import * as roster from './roster.store.ts'
import { scanLoginsOf } from './scan-login.store.ts'
import { inTransactionOf, type Trx } from './transaction.ts'
import * as turn from './turn.store.ts'
import { turnWriter } from './turn-writer.ts'
import { uploadsOf } from './upload.store.ts'

/** The store over an open, migrated database. */
export function openStore(database: Pick<OpenDatabase, 'db' | 'pool' | 'kind'>): Store {
  const writer = turnWriter(database.pool, database.kind)
  return {
    transaction: (actor, work) => inTransactionOf(database.db, actor, (trx) => work(txOf(trx, actor.county))),
    appendTurn: (turn) => writer.append(turn),
  }
}

/** Every query names the county of the actor: the policies would add it, but the planner and the shard want it said. */
function txOf(trx: Trx, county: string): Tx {
  return {
    regions: {
      ofCounty: (code) => region.regionsOfCounty(trx, code),
      counties: () => region.allCounties(trx),
      put: (regions) => region.putRegions(trx, regions),
      activate: (codes) => region.activateRegions(trx, codes),
    },
    roster: {
      onDay: (code, day) => roster.rosterOnDay(trx, code, day),
      invented: (code) => roster.inventedCadres(trx, code),
      putCadres: (cadres) => roster.putCadres(trx, cadres),
      putDuties: (code, duties) => roster.putDuties(trx, code, duties),
      phoneOf: (cadreId) => roster.cadrePhone(trx, cadreId),
    },
    conversations: {
      find: (channel, userId) => conversation.findConversation(trx, county, channel, userId),
      open: (who) => conversation.openConversation(trx, county, who),
      head: (id) => conversation.conversationHead(trx, county, id),
      turnsAfter: (id, seq, limit) => turn.turnsAfter(trx, county, id, seq, limit),
      turnOf: (id, inboundId) => turn.turnOf(trx, county, id, inboundId),
      append: (next) => turn.appendTurn(trx, next),
    },
    residents: {
      consent: (id, version, at) => resident.recordConsent(trx, county, id, version, at),
      remember: (id, facts) => resident.rememberResident(trx, county, id, facts),
      optOut: (id, at) => resident.recordOptOut(trx, county, id, at),
      optIn: (id) => resident.recordOptIn(trx, county, id),
      get: (id) => resident.getResident(trx, county, id),
    },
    households: {
      get: (id) => household.getHousehold(trx, county, id),
      withIds: (ids) => household.householdsWithIds(trx, county, ids),
      put: (one) => household.putHouseholds(trx, [one]),
      putAll: (all) => household.putHouseholds(trx, all),
      lockNamed: (place, name) => household.lockHouseholdsNamed(trx, county, place, name),
    },
    ledgers: {
      list: (query) => ledger.listHouseholds(trx, county, query),
      history: (id) => ledger.ledgerHistory(trx, county, id),
      foldable: (ids) => ledger.foldable(trx, county, ids),
      addMembers: (id, members) => ledger.addMembers(trx, county, id, members),
      addIdentity: (id, identity) => ledger.addIdentity(trx, county, id, identity),
      memberLeaves: (id, leaving) => ledger.memberLeaves(trx, county, id, leaving),
      addFacts: (id, facts) => ledger.addFacts(trx, county, id, facts),
      addMoney: (id, money) => ledger.addMoney(trx, county, id, money),
      addVisit: (id, visit) => ledger.addVisit(trx, county, id, visit),
      putPhoto: (photo) => ledger.putPhoto(trx, county, photo),
      photo: (id, photoId) => ledger.getPhoto(trx, county, id, photoId),
      visitsWithIds: (ids) => ledger.visitsWithIds(trx, county, ids),
      photosOf: (id, photoIds) => ledger.photosOf(trx, county, id, photoIds),
      finishBy: (id) => ledger.finishByOf(trx, county, id),
    },
    leads: {
      numbers: (count) => lead.leadNumbers(trx, count),
      get: (id) => lead.getLead(trx, county, id),
      row: (id) => queue.queueRow(trx, county, id),
      numbered: (number) => lead.leadNumbered(trx, county, number),
      lastVisitBy: (cadreId, since) => lead.lastVisitBy(trx, county, cadreId, since),
      lockOpenOf: (householdId) => lead.lockOpenLeadsOf(trx, county, householdId),
      insert: (one) => lead.insertLead(trx, one),
      advance: (one, event) => lead.advanceLead(trx, one, event),
      addEvent: (code, _region, event) => lead.addLeadEvent(trx, code, event),
      events: (id) => lead.leadEvents(trx, county, id),
      acted: (id, actId) => lead.actedOnLead(trx, county, id, actId),
      entered: (entryId) => lead.leadOfEntry(trx, county, entryId),
      insertReport: (one, leadIds) => report.insertReport(trx, one, leadIds),
      reports: (id) => report.reportsOf(trx, county, id),
      listeners: (id) => report.listenersOf(trx, county, id),
      putPhone: (id, residentId, phone) => report.putReportPhone(trx, county, id, residentId, phone),
      withdrawReport: (id, residentId, at) => report.withdrawReports(trx, county, id, residentId, at),
      ofResident: (residentId) => queue.leadsOfResident(trx, county, residentId),
      ownOf: (residentId) => report.ownLeadsOf(trx, county, residentId),
      counts: (query) => queue.leadCounts(trx, county, query),
      page: (query) => queue.queuePage(trx, county, query),
    },
    attachments: {
      put: (one, sentAt) => attachment.putAttachment(trx, one, sentAt),
      putForCase: (one) => attachment.putCaseAttachment(trx, one),
      putWaiting: (one) => attachment.putWaiting(trx, one),
      waitingOf: (cadreId, since) => attachment.waitingOf(trx, county, cadreId, since),
      settle: (ids, leadId) => attachment.settleWaiting(trx, county, ids, leadId),
      dropWaiting: (before) => attachment.dropWaiting(trx, county, before),
      get: (id) => attachment.getAttachment(trx, county, id),
      attach: (ids, leadIds) => attachment.attachToLeads(trx, county, ids, leadIds),
    },
    outbox: {
      put: (item) => outbox.putOutboxItem(trx, item),
      take: (limit, now) => outbox.takeOutboxItems(trx, county, limit, now),
      delivered: (key, at) => outbox.markDelivered(trx, county, key, at),
      dropDelivered: (before) => outbox.dropDelivered(trx, county, before),
      failed: (key, retryAt, error) => outbox.markFailed(trx, county, key, retryAt, error),
    },
    handovers: {
      insert: (one) => handover.insertHandover(trx, one),
      put: (one) => handover.putHandover(trx, one),
      row: (id) => handover.handoverRow(trx, county, id),
      list: (endedAfter, limit) => handover.listHandovers(trx, county, endedAfter, limit),
      open: () => handover.openHandovers(trx, county),
      lock: (id) => handover.lockHandover(trx, county, id),
      lockOpenOf: (conversationId) => handover.lockOpenHandoverOf(trx, county, conversationId),
    },
    notices: {
      put: (one, at) => notice.putNotice(trx, county, one, at),
      claim: (limit, now, until) => notice.claimNotices(trx, county, limit, now, until),
      end: (key, end, at) => notice.endNotice(trx, county, key, end, at),
      retry: (key, now, error) => notice.retryNotice(trx, county, key, now, error),
      drop: (before) => notice.dropNotices(trx, county, before),
    },
    cardQuestions: cardQuestionsOf(trx, county),
    ...helpOf(trx, county),
    cases: {
      number: () => cases.caseNumber(trx),
      open: (one, actions, recordedBy) => cases.openCase(trx, one, actions, recordedBy),
      lock: (id) => cases.lockCase(trx, county, id),
      lockRunningOf: (householdId) => cases.lockRunningCaseOf(trx, county, householdId),
      ofHousehold: (householdId) => cases.casesOfHousehold(trx, county, householdId),
      row: (id) => cases.caseRow(trx, county, id),
      advance: (one, actions, recordedBy) => cases.advanceCase(trx, one, actions, recordedBy),
      addLeads: (id, leadIds) => cases.addCaseLeads(trx, county, id, leadIds),
      ofLeads: (leadIds) => cases.casesOfLeads(trx, county, leadIds),
      actionsOf: (ids) => cases.actionsOfCases(trx, county, ids),
      page: (query) => cases.casePage(trx, county, query),
      filesOf: (id, ids) => cases.filesOfCase(trx, county, id, ids),
    },
    comparisons: {
      put: (one) => comparison.putComparison(trx, one),
      get: (id) => comparison.getComparison(trx, county, id),
      openOf: (caseId) => comparison.openComparisonsOf(trx, county, caseId),
      end: (id, state, at) => comparison.endComparison(trx, county, id, state, at),
      list: (state, limit) => comparison.listComparisons(trx, county, state, limit),
    },
    duties: dutiesOf(trx, county),
    broadcasts: broadcastsOf(trx, county),
    inbox: inboxOf(trx, county),
    reaches: reachesOf(trx, county),
    channelTokens: channelTokensOf(trx, county),
    channelUses: channelUsesOf(trx, county),
    massCalls: massCallsOf(trx, county),
    contacts: contactsOf(trx, county),
    cadreMessages: cadreMessagesOf(trx, county),
    groups: groupsOf(trx, county),
    groupPosts: groupPostsOf(trx, county),
    accounts: {
      byAccount: (name) => account.accountNamed(trx, county, name),
      create: (one) => account.createAccount(trx, one),
      recordFailure: (id, failures, until) => account.recordFailure(trx, county, id, failures, until),
      invite: (invitation) => account.putInvitation(trx, county, invitation),
      redeem: (codeHash, now) => account.redeemInvitation(trx, county, codeHash, now),
      openSession: (session) => account.openSession(trx, county, session),
      session: (tokenHash, now) => account.findSession(trx, county, tokenHash, now),
      closeSession: (tokenHash) => account.closeSession(trx, county, tokenHash),
      dropExpiredSessions: (now) => account.dropExpiredSessions(trx, county, now),
      dropOldInvitations: (before) => account.dropOldInvitations(trx, county, before),
      cadre: (id, day) => account.cadreWithAreas(trx, county, id, day),
    },
    scanLogins: scanLoginsOf(trx, county),
    personal: personalOf(trx, county),
    uploads: uploadsOf(trx, county),
    audit: {
      append: (entry) => audit.appendAudit(trx, entry),
      verify: (code) => audit.verifyAudit(trx, code),
    },
    announce: (change) => announce(trx, change),
  }
}

/** What help there is, planned, given and asked for. */
function helpOf(trx: Trx, county: string): Pick<Tx, 'measures' | 'monitored' | 'referrals' | 'employment' | 'figures'> {
  return {
    measures: {
      insert: (one, event) => measure.insertMeasure(trx, county, one, event),
      advance: (one, event) => measure.advanceMeasure(trx, county, one, event),
      get: (id) => measure.getMeasure(trx, county, id),
      ofHousehold: (id) => measure.measuresOf(trx, county, id),
      unended: () => measure.unendedMeasures(trx, county),
      eventsOf: (id) => measure.measureEvents(trx, county, id),
      risksOf: (id) => measure.risksOfHousehold(trx, county, id),
      listeners: (id) => measure.householdListeners(trx, county, id),
    },
    monitored: {
      get: (id) => monitored.getMonitoring(trx, county, id),
      put: (one) => monitored.putMonitoring(trx, county, one),
      households: () => monitored.monitoredHouseholds(trx, county),
      keyGroups: () => monitored.openKeyGroups(trx, county),
      inKeyGroup: (id) => monitored.inKeyGroup(trx, county, id),
      enterKeyGroups: (entries) => monitored.enterKeyGroups(trx, county, entries),
      leaveKeyGroups: (id, day) => monitored.leaveKeyGroups(trx, county, id, day),
    },
    referrals: {
      insert: (one) => referral.insertReferral(trx, one),
      get: (id) => referral.getReferral(trx, county, id),
      lock: (id) => referral.lockReferral(trx, county, id),
      answer: (id, answer) => referral.answerReferral(trx, county, id, answer),
      list: (query) => referral.listReferrals(trx, county, query),
      departmentOf: (cadreId) => referral.departmentOf(trx, county, cadreId),
    },
    employment: {
      addService: (row) => employment.addService(trx, county, row),
      services: (from, to) => employment.servicesBetween(trx, county, from, to),
      addMonths: (rows) => employment.addWorkMonths(trx, county, rows),
      months: (year) => employment.workMonths(trx, county, year),
    },
    figures: {
      add: (row) => employment.addFigure(trx, county, row),
      newest: (period) => employment.newestFigures(trx, county, period),
    },
  }
}

/** Goes out with the commit; a rolled back transaction announces nothing. */
async function announce(trx: Trx, change: Change): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(change)})`.execute(trx)
}
