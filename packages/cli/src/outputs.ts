interface Output {
  /** Gives up what was not finished. */
  abandon(): void;
}

/** What a command writes beside what it prints: all of it is opened before anything is run. */
export class Outputs {
  private readonly opened: Output[] = [];

  /** Opens an output that an option names. What was opened before is given up where that cannot be. */
  open<Opened extends Output>(
    path: string | undefined,
    open: (path: string) => Opened,
  ): Opened | null {
    if (path === undefined) return null;
    try {
      const output = open(path);
      this.opened.push(output);
      return output;
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  abandon(): void {
    for (const output of this.opened) output.abandon();
  }
}
