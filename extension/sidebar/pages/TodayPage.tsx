import { dayAfter } from '#shared/ui/format.ts';
import { listDue } from '../../store/tasks.ts';
import { TodayList } from '../parts/TodayList.tsx';
import { TwinsPart } from './TwinsPart.tsx';
import { usePanel } from '../panel-context.ts';
import { useLive } from '../use-live.ts';
import { useTaskActs } from '../use-task-acts.ts';
import { useTeamDay } from '../use-team-day.ts';

/** How far ahead a reminder is shown before it is due. */
const AHEAD_DAYS = 7;

/** What is to be done today and in the week to come, for all customers, and who of them may be one. */
export function TodayPage() {
  const { book, openCustomer } = usePanel();
  const { today } = useTeamDay(book);
  const upTo = dayAfter(today, AHEAD_DAYS);
  const due = useLive(() => listDue(book, upTo), ['due', upTo]);
  const acts = useTaskActs();
  return (
    <>
      <TodayList due={due} today={today} acts={acts} onOpen={openCustomer} />
      <TwinsPart />
    </>
  );
}
