/** The states of an alarm. */
export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** What an alarm makes of minutes without data. */
export type MissingData = "missing" | "ignore" | "breaching" | "notBreaching";

/** How an alarm looks at its points. */
export interface AlarmRule {
  /** N: how many points are looked at. */
  readonly evaluationPeriods: number;
  /** M: how many of them must breach. */
  readonly datapointsToAlarm: number;
  readonly missing: MissingData;
}

/** How many points are fetched besides those that are looked at, for gaps: AWS documents 5 for 3. */
const spare = 2;

/** How many of the last points an alarm fetches. */
export const evaluationRange = ({
  evaluationPeriods,
}: Pick<AlarmRule, "evaluationPeriods">): number => evaluationPeriods + spare;

/**
 * The state of an alarm by its last points, the newest first: whether each breaches, or `null` where there is
 * none. More than {@link evaluationRange} are not looked at.
 */
export function alarmStateOf(
  points: readonly (boolean | null)[],
  { evaluationPeriods, datapointsToAlarm, missing }: AlarmRule,
  before: AlarmState,
): AlarmState {
  const range = points.slice(0, evaluationRange({ evaluationPeriods }));
  const real: { readonly breaches: boolean; readonly age: number }[] = [];
  range.forEach((breaches, place) => {
    if (breaches !== null) real.push({ breaches, age: place + 1 });
  });
  if (real.length === 0) {
    if (missing === "missing") return "INSUFFICIENT_DATA";
    if (missing === "ignore") return before;
    return missing === "breaching" ? "ALARM" : "OK";
  }
  const looked = real.slice(0, evaluationPeriods);
  const breaching = looked.filter(({ breaches }) => breaches).length;
  const alarmIf = (isAlarm: boolean): AlarmState => (isAlarm ? "ALARM" : "OK");
  const filled = evaluationPeriods - looked.length;
  if (filled === 0) return alarmIf(breaching >= datapointsToAlarm);
  if (missing === "breaching") return alarmIf(breaching + filled >= datapointsToAlarm);
  if (missing === "notBreaching" || breaching < looked.length) {
    return alarmIf(breaching >= datapointsToAlarm);
  }
  // Those that are there all breach.
  if (breaching >= datapointsToAlarm) return "ALARM";
  return missing === "missing" && looked.at(-1)!.age >= datapointsToAlarm ? "ALARM" : before;
}
