import { isObject, textOf } from "../../../request/params.ts";
import { exampleOf } from "../../../pattern/example.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { UsualArrival } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import { emittedSources } from "../emitted/source-list.ts";
import type { BusSettings } from "../config.ts";

/** What an event has whatever its rule asks for. */
const usual = { source: "example", "detail-type": "example", detail: {} };

/** Rules that get as many different events: more would fill a page. */
const most = 20;

/** The patterns of rules that do something. */
export const wants = ({ settings }: Seen): readonly string[] =>
  (settings as BusSettings).rules.flatMap(({ pattern, isEnabled, archive }) =>
    pattern === null || !isEnabled || archive !== null ? [] : [pattern],
  ); // Of this kind.

/** Events that rules of a bus match, one for each; those of AWS's own services as these put them. */
export function usualArrivals(seen: Seen): readonly UsualArrival[] {
  const { accountId, region } = seen.settings as BusSettings; // Of this kind.
  const examples = [...new Set(wants(seen))]
    .slice(0, most)
    .flatMap((pattern): readonly PlainObject[] => {
      const example = exampleOf(pattern, { account: accountId, region, ...usual });
      return example === null ? [] : [example];
    });
  const isOfAws = (example: PlainObject): boolean =>
    textOf(example["source"])?.startsWith("aws.") === true;
  const list = examples
    .filter((example) => !isOfAws(example))
    .map((example): PlainObject => {
      const { resources } = example;
      const said = Object.keys(usual).map((name) => [name, example[name]!] as const); // Each is there.
      return {
        ...Object.fromEntries(said),
        ...(resources === undefined ? {} : { resources: [resources].flat() }),
      };
    });
  return [
    ...(list.length === 0 ? [] : [{ payload: { list } }]),
    ...examples.filter(isOfAws).flatMap(emittedArrival),
  ];
}

/** An event as a service of AWS puts it that is not simulated; none where all that service puts comes by itself. */
function emittedArrival(example: PlainObject): readonly UsualArrival[] {
  const source = emittedSources.find(({ name }) => name === example["source"]);
  if (source === undefined) return [];
  const type = textOf(example["detail-type"]) ?? "";
  const types = source.events.map(({ detailType }) => detailType);
  const said = source.events.length > 1 && types.includes(type) ? { event: type } : {};
  const { detail } = example;
  const isBare = !isObject(detail) || Object.keys(detail).length === 0;
  return [
    {
      as: { [source.name]: said },
      payload: { json: isBare ? {} : { detail } },
    },
  ];
}
