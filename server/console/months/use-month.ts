import { useState } from 'preact/hooks';
import type * as v from 'valibot';
import { errorText } from '#shared/text/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import type { MonthReply } from '#shared/wire/months.ts';
import type { Route } from '#shared/wire/route.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from '../api.ts';
import { useLoad, type Load } from '../use-load.ts';

type MonthRoute<I extends v.GenericSchema> = Route<I, typeof routes.month.output>;

/** Carries out one press: true when it is done, and then the month is as the server has it now. */
export type Act = <I extends v.GenericSchema>(route: MonthRoute<I>, input: v.InferInput<I>) => Promise<boolean>;

/** A month with the presses that change it. `month`: the last one that is over when undefined. */
export function useMonth(month: string | undefined): {
  readonly load: Load<MonthReply>;
  readonly retry: () => void;
  readonly act: Act;
  readonly isBusy: boolean;
  readonly error: string | undefined;
} {
  const { texts } = useReader();
  const { load, retry, set } = useLoad(`month ${month ?? ''}`, (signal) =>
    call(routes.month, { input: month === undefined ? {} : { month }, signal }),
  );
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const act: Act = async (route, input) => {
    if (isBusy) {
      return false;
    }
    setBusy(true);
    const result = await call(route, { input });
    setBusy(false);
    setError(result.ok ? undefined : errorText(texts, result.error));
    if (result.ok) {
      set(result.value);
    }
    return result.ok;
  };
  return { load, retry, act, isBusy, error };
}
