import { milliseconds, type Duration } from "@orrery/kernel";
import type { FigureValues } from "../../../service/assumed-figure.ts";
import type { athenaAssumptions } from "../limits.ts";
import type { Scan } from "./layout.ts";

type Figures = FigureValues<typeof athenaAssumptions>;

/** A page of a list, and a hundred partitions that are looked up, take as long. */
const partitionsOfLookup = 100;

/** How long the engine plans. `drawn`: from 0 to 1. */
export function planningTime({ pages, lookups }: Scan, drawn: number, figures: Figures): Duration {
  const { planningLeast: least, planningMost: most, pageTime } = figures;
  const steps = Math.ceil(pages) + Math.ceil(lookups / partitionsOfLookup);
  return Math.round(least + (most - least) * drawn + steps * pageTime) as Duration;
}

/** How long the engine reads, beside planning. */
export function readingTime(scan: Scan, figures: Figures): Duration {
  const { textBytes, columnarBytes, files, unsplittable } = scan;
  const seconds = (bytes: number, rate: number): number => (bytes / rate) * 1_000_000;
  const text = Math.max(
    seconds(textBytes, figures.textRate),
    seconds(unsplittable, figures.workerRate),
  );
  const columnar = seconds(columnarBytes, figures.columnarRate);
  const opening = seconds(files, figures.fileRate);
  const begins = textBytes > 0 ? figures.textStart : figures.columnarStart;
  return Math.max(milliseconds(1), Math.round(begins + text + columnar + opening)) as Duration;
}
