/** Numbers for whoever watches the server, in Prometheus' text form. They name nobody. */
export type Metrics = {
  count(name: string, by?: number): void;
  toText(): string;
};

/** Counters that start at zero with the process. */
export function createMetrics(): Metrics {
  const counters = new Map<string, number>();
  return {
    count: (name, by = 1) => void counters.set(name, (counters.get(name) ?? 0) + by),
    toText: () =>
      [...counters]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => `${name} ${value}\n`)
        .join(''),
  };
}
