import { Nothing } from './auth.ts';
import { ClaimsReply, DecideClaimRequest } from './claims.ts';
import { CustomerReply, CustomersQuery, CustomersReply, SetOwnerRequest } from './customers.ts';
import { HistoryReply, HistoryRequest } from './sync.ts';
import { defineRoute } from './route.ts';

/** What the console reads and decides of customers. */
export const customerRoutes = {
  customers: defineRoute({
    method: 'GET',
    path: '/customers',
    who: 'session',
    permission: 'read-customers',
    input: CustomersQuery,
    output: CustomersReply,
    summary: 'A page of the customers that the user may see.',
  }),
  customer: defineRoute({
    method: 'GET',
    path: '/customers/:id',
    who: 'session',
    permission: 'read-customers',
    input: Nothing,
    output: CustomerReply,
    summary: 'One customer with its interactions.',
  }),
  setOwner: defineRoute({
    method: 'POST',
    path: '/customers/:id/owner',
    who: 'session',
    permission: 'set-owner',
    input: SetOwnerRequest,
    output: CustomerReply,
    summary: 'Hands a customer to somebody; the former owner no longer sees it.',
  }),
  claims: defineRoute({
    method: 'GET',
    path: '/claims',
    who: 'session',
    permission: 'decide-claims',
    input: Nothing,
    output: ClaimsReply,
    summary: 'Customers that somebody captured and others have.',
  }),
  decideClaim: defineRoute({
    method: 'POST',
    path: '/claims/:id',
    who: 'session',
    permission: 'decide-claims',
    input: DecideClaimRequest,
    output: ClaimsReply,
    summary: 'Decides whether a claimant sees a customer whole.',
  }),
  history: defineRoute({
    method: 'GET',
    path: '/records/:id/history',
    who: 'session',
    permission: 'read-customers',
    input: HistoryRequest,
    output: HistoryReply,
    summary: 'Who wrote what into a record that the user sees whole.',
  }),
  purge: defineRoute({
    method: 'POST',
    path: '/records/:id/purge',
    who: 'session',
    permission: 'purge',
    input: Nothing,
    output: Nothing,
    summary: 'Erases a record and its history; edits that devices still hold of it no longer land.',
  }),
} as const;
