import type { Id } from '../../model/field.ts';
import type { Task } from '../../model/task.ts';
import { createDayReader } from '../core/calendar.ts';
import { RULE_IDS, type RuleId } from '../../model/reason.ts';
import type { Settled } from './rules.ts';

function isRule(rule: string | undefined): rule is RuleId {
  return RULE_IDS.some((id) => id === rule);
}

/** What was done with advice, by customer: the tasks that answer a rule, done or put away. A day in the team's zone. */
export function listSettled(tasks: Iterable<Task>, zone: string): ReadonlyMap<Id, readonly Settled[]> {
  const readDay = createDayReader(zone);
  const settled = new Map<Id, Settled[]>();
  for (const { customer, rule, doneAt, dismissedAt } of tasks) {
    const at = doneAt ?? dismissedAt ?? undefined;
    const onDay = at === undefined ? undefined : readDay(at);
    if (customer !== undefined && isRule(rule) && onDay !== undefined) {
      const held = settled.get(customer) ?? [];
      settled.set(customer, held);
      held.push({ rule, how: (doneAt ?? null) === null ? 'dismissed' : 'done', onDay });
    }
  }
  return settled;
}
