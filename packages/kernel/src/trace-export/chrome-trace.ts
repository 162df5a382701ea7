import { noRequest } from "../machine.ts";
import type { TraceEntry } from "../trace.ts";

/**
 * A trace in the Trace Event Format, which Chrome and Perfetto open: a process for each component, in it
 * a slice for each request from its delivery to its answer, and a mark for everything else.
 *
 * Yields the text of one JSON object in parts, at a memory of what is open at one time.
 *
 * Source: "Trace Event Format", the Chromium project; times are microseconds there as here. A slice
 * ends with the name and the category that it began with: Perfetto pairs by these too, and shows the
 * slices of one name in one process together.
 */
export function* chromeTrace(entries: Iterable<TraceEntry>): Generator<string, void> {
  const processes = new Map<string, number>();
  /** The names of slices that have not ended, by request. */
  const open = new Map<number, string>();
  let isFirst = true;
  const line = (event: object): string => {
    const text = `${isFirst ? "" : ",\n"}${JSON.stringify(event)}`;
    isFirst = false;
    return text;
  };

  yield '{"displayTimeUnit":"ms","traceEvents":[\n';
  for (const entry of entries) {
    const { at, component, kind, input, effects, request, event } = entry;
    let pid = processes.get(component);
    if (pid === undefined) {
      pid = processes.size + 1;
      processes.set(component, pid);
      const named = { ph: "M", pid, tid: pid };
      yield line({ ...named, name: "process_name", args: { name: component } });
      yield line({ ...named, name: "thread_name", args: { name: kind } });
    }
    const base = { pid, tid: pid, ts: at, cat: kind };
    const isDelivery = request !== noRequest && input.type !== "replied";
    const answers = effects.filter((effect) => effect.type === "reply" && effect.to >= 0);
    const isAnsweredNow = answers.some(
      (effect) => effect.type === "reply" && effect.to === request,
    );
    if (isDelivery && !isAnsweredNow) {
      open.set(request, input.type);
      yield line({ ph: "b", name: input.type, id: request, ...base, args: { event, input } });
    } else {
      yield line({ ph: "i", s: "t", name: input.type, ...base, args: { event, input } });
    }
    for (const effect of answers) {
      if (effect.type !== "reply") continue;
      const name = open.get(effect.to);
      if (name === undefined) continue; // Answered at once, or delivered before the trace began.
      open.delete(effect.to);
      yield line({ ph: "e", name, id: effect.to, ...base, args: { event, answer: effect.body } });
    }
  }
  yield "\n]}\n";
}
