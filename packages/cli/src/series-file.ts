import { extname } from "node:path";
import type { MinuteSeries } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import Papa from "papaparse";
import { OutputFile } from "./files.ts";

/** The file that `--series` names: a table of every gauge and count by virtual minute, in the form of its ending. */
export class SeriesFile {
  private readonly file: OutputFile;
  private readonly isTable: boolean;

  /** @throws ConfigError where it cannot be written, or ends in another form. */
  constructor(path: string) {
    const ending = extname(path).toLowerCase();
    if (ending !== ".csv" && ending !== ".json") {
      throw new ConfigError("--series", "a file that ends in .csv or .json", `"${path}"`);
    }
    this.isTable = ending === ".csv";
    this.file = new OutputFile(path);
  }

  /** Writes all of it. @throws ConfigError */
  write(series: MinuteSeries): void {
    if (this.isTable) {
      for (const row of series.table()) this.file.write(`${Papa.unparse([row])}\n`);
    } else {
      this.file.write(`${JSON.stringify(series.series())}\n`);
    }
    this.file.finish();
  }

  abandon(): void {
    this.file.abandon();
  }
}
