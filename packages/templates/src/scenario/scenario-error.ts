/** A scenario file is wrong. The message is one line: `file:line:column: path: expected …, received …`. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";

  constructor(place: string, path: string, problem: string) {
    super(`${place}: ${path === "" ? "" : `${path}: `}${problem}`.replace(/\s*[\r\n]+\s*/g, " "));
  }
}
