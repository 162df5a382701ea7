/** Where the command prints, and what the place can show. */
export interface Terminal {
  /** Prints on standard output. */
  print(text: string): void;
  /** Prints on standard error. */
  warn(text: string): void;
  /** Characters of a line of standard output. */
  readonly columns: number;
  /** Whether standard output shows colors. */
  readonly colors: boolean;
  /** Whether standard error is looked at by a person, who may see progress. */
  readonly showsProgress: boolean;
}

const defaultColumns = 80;

/** Of what is no terminal, Node leaves `isTTY` out. */
const isTerminal = (stream: { readonly isTTY?: boolean }): boolean => stream.isTTY ?? false;

/** The process's own standard output and standard error. */
export const processTerminal: Terminal = {
  print: (text) => void process.stdout.write(text),
  warn: (text) => void process.stderr.write(text),
  get columns() {
    const given = Number(process.env["COLUMNS"]);
    return process.stdout.columns ?? (given >= 40 ? given : defaultColumns);
  },
  get colors() {
    const { NO_COLOR, FORCE_COLOR } = process.env;
    if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
    if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0";
    return isTerminal(process.stdout) && process.env["TERM"] !== "dumb";
  },
  get showsProgress() {
    return isTerminal(process.stderr);
  },
};
