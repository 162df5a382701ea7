import type { Seen } from "../../service/seen.ts";
import { allKinds } from "../../services.ts";
import type { RunView } from "../run-view.ts";
import type { Account } from "./watches.ts";

/** Of a resource that is not there. */
const nothing: Account = { accepted: 0, there: 0, ways: [] };

/** The account of a resource, with what its readers lose of it. */
export function accountOf(resource: string, view: RunView): Account {
  const seen = view.named(resource);
  if (seen === undefined) return nothing;
  const { reporting } = allKinds.get(seen.kind) ?? {};
  const dropped = view
    .into(seen, "reads")
    .flatMap(({ from }) => allKinds.get(from.kind)?.reporting?.waysDropped?.(from, view) ?? []);
  return {
    accepted: reporting?.accepted?.(seen) ?? 0,
    there: thereIn(seen),
    ways: [...(reporting?.waysLost?.(seen, view) ?? []), ...dropped],
  };
}

function thereIn(seen: Seen): number {
  const gauges = allKinds.get(seen.kind)?.reporting?.backlog?.there ?? [];
  return gauges.reduce((sum, gauge) => sum + (seen.numbers.now(gauge) ?? 0), 0);
}
