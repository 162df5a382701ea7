import { textOf } from "../../../request/params.ts";
import { exampleOf } from "../../../pattern/example.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { UsualArrival } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { BusSettings } from "../config.ts";

/** What an event has whatever its rule asks for. */
const usual = { source: "example", "detail-type": "example", detail: {} };

/** Rules that get as many different events: more would fill a page. */
const most = 20;

/** Events that rules of a bus match, one for each. Those of AWS's own services nobody else may put. */
export function usualArrivals({ settings }: Seen): readonly UsualArrival[] {
  const { rules, accountId, region } = settings as BusSettings; // Of this kind.
  const patterns = rules.flatMap(({ pattern, isEnabled, archive }) =>
    pattern === null || !isEnabled || archive !== null ? [] : [pattern],
  );
  const list = [...new Set(patterns)].slice(0, most).flatMap((pattern): readonly PlainObject[] => {
    const example = exampleOf(pattern, { account: accountId, region, ...usual });
    if (example === null || textOf(example["source"])?.startsWith("aws.") === true) return [];
    const { resources } = example;
    const said = Object.keys(usual).map((name) => [name, example[name]!] as const); // Each is there.
    return [
      {
        ...Object.fromEntries(said),
        ...(resources === undefined ? {} : { resources: [resources].flat() }),
      },
    ];
  });
  return list.length === 0 ? [] : [{ payload: { list } }];
}
