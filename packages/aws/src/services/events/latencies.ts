import { valueAsOf, type Distribution } from "@orrery/kernel";
import type { ControlPlane } from "../../service/service-model.ts";
import { toTarget, usualLatencies } from "./limits.ts";

/** Latencies that a scenario may give otherwise, by name: one sentence each. */
export const eventsLatencies = {
  "events.toSender": "The answer of a bus to events that a workload puts.",
  "events.toTarget":
    "From an event's arrival at a bus, or the end of a wait, to a target of a rule.",
  "events.toArchive": "From an event's arrival at a bus until its archive has it.",
  "events.toDeadLetterQueue": "From giving an event up to its dead-letter queue; ours: no time.",
  "events.toOtherRegion":
    "To a bus of another Region; where it is given, the bus of that name here stands for it. Ours: such a bus only counts what it gets.",
  "events.toOtherAccount":
    "To a bus of another account; where it is given, the bus of that name here stands for it. Ours: such a bus only counts what it gets.",
  "events.endpoint": "How long the endpoint of an API destination takes to answer.",
} as const;

/** The name of a latency. */
export type LatencyName = keyof typeof eventsLatencies;

const usual: Readonly<Partial<Record<LatencyName, Distribution>>> = usualLatencies;

/** A latency, as a scenario gives it or as it is usually; `null`: no time. */
export function latencyIn(
  { latencies, asOf }: Pick<ControlPlane, "latencies" | "asOf">,
  name: LatencyName,
): Distribution | null {
  const given = latencies[name];
  if (given !== undefined) return given;
  return name === "events.toTarget" ? valueAsOf(toTarget, asOf) : (usual[name] ?? null);
}
