import { useEffect, useState } from 'preact/hooks';
import type * as v from 'valibot';
import { watchSetting, type Setting } from '../settings.ts';

/** A setting's value as it changes; undefined while it is read first. */
export function useSetting<S extends v.GenericSchema<unknown, unknown>>(setting: Setting<S> | undefined): v.InferOutput<S> | undefined {
  const [held, setHeld] = useState<{ readonly key: string; readonly value: v.InferOutput<S> }>();
  const key = setting?.key;
  useEffect(() => {
    if (!setting) {
      return undefined;
    }
    const controller = new AbortController();
    watchSetting(setting, controller.signal, (value) => setHeld({ key: setting.key, value }));
    return () => controller.abort();
  }, [key]);
  return held && held.key === key ? held.value : undefined;
}
