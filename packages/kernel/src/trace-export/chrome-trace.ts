import { noRequest } from "../machine.ts";
import type { TraceEntry } from "../trace.ts";

/**
 * A trace in the Trace Event Format, which Chrome and Perfetto open: a track for each component, on it
 * a slice for each request from its delivery to its answer, and a mark for everything else.
 *
 * Yields the text of one JSON object in parts, at a memory of what is open at one time.
 *
 * Source: "Trace Event Format", the Chromium project; times are microseconds there as here.
 */
export function* chromeTrace(entries: Iterable<TraceEntry>): Generator<string, void> {
  const tracks = new Map<string, number>();
  let isFirst = true;
  const line = (event: object): string => {
    const text = `${isFirst ? "" : ",\n"}${JSON.stringify(event)}`;
    isFirst = false;
    return text;
  };

  yield '{"displayTimeUnit":"ms","traceEvents":[\n';
  for (const entry of entries) {
    const { at, component, kind, input, effects, request, event } = entry;
    let tid = tracks.get(component);
    if (tid === undefined) {
      tid = tracks.size + 1;
      tracks.set(component, tid);
      const args = { name: component };
      yield line({ ph: "M", name: "thread_name", pid: 1, tid, args });
    }
    const base = { pid: 1, tid, ts: at, cat: kind };
    const isDelivery = request !== noRequest && input.type !== "replied";
    const answers = effects.filter((effect) => effect.type === "reply" && effect.to >= 0);
    const isAnsweredNow = answers.some(
      (effect) => effect.type === "reply" && effect.to === request,
    );
    if (isDelivery && !isAnsweredNow) {
      yield line({ ph: "b", name: input.type, id: request, ...base, args: { event, input } });
    } else {
      yield line({ ph: "i", s: "t", name: input.type, ...base, args: { event, input } });
    }
    for (const effect of answers) {
      if (effect.type !== "reply" || (isDelivery && effect.to === request)) continue;
      const name = effect.body.type;
      yield line({ ph: "e", name, id: effect.to, ...base, args: { event, answer: effect.body } });
    }
  }
  yield "\n]}\n";
}
