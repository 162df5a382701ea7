import { ConfigError, type TraceEntry } from "@orrery/kernel";
import picocolors from "picocolors";
import { linesOf, type Row } from "./story-lines.ts";
import type { Terminal } from "./terminal.ts";
import { notKnown, warnOfPart, type ToldRun } from "./told-run.ts";

const { createColors } = picocolors;

/** Tells what led to an event. */
export function explainEvent(told: ToldRun, text: string, json: boolean, terminal: Terminal): void {
  const { print, colors: hasColors } = terminal;
  const { path, resources, part } = told;
  const colors = createColors(hasColors);
  const number = Number(text);
  const isNumber = /^\d+$/.test(text) && Number.isSafeInteger(number);
  const { entries: chain, isCut } = isNumber ? told.chainTo(number) : { entries: [], isCut: false };
  if (chain.length === 0) {
    throw new ConfigError("--event", `the number of an event of ${path}`, notKnown(text, told));
  }
  warnOfPart(told, terminal);
  if (json) {
    print(`${JSON.stringify({ event: number, isCut, chain, partial: part }, null, 2)}\n`);
    return;
  }
  print(`${colors.bold(`what led to event ${number}`)}\n\n`);
  if (isCut) print("… earlier causes are left out\n");
  print(linesOf(chain.map(rowOf), resources, colors));
}

const rowOf = ({ at, event, cause, component, input, effects }: TraceEntry): Row => {
  const follow = effects.map(({ type }) => type).join(", ");
  const text = `${input.type}${follow === "" ? "" : ` → ${follow}`}`;
  return { at, event, cause, component, text };
};
