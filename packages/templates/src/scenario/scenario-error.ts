import { onOneLine } from "../template/error.ts";

/** A scenario file is wrong. The message is one line: `file:line:column: path: expected …, received …`. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";

  constructor(place: string, path: string, problem: string) {
    super(onOneLine(`${place}: ${path === "" ? "" : `${path}: `}${problem}`));
  }
}
