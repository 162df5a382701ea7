import { describe, expect, it } from "vitest";
import { scenarioDocumentOf } from "./scenario-document.ts";
import { unmodeledOf } from "./unmodeled.ts";

const answersTo = (unmodeled: unknown) =>
  unmodeledOf(scenarioDocumentOf({ duration: "1m", template: "t.yaml", unmodeled }, "s"));
const name = "rekognition:DetectFaces";

describe("what a scenario says of calls that are not modeled", () => {
  it("is none where it says nothing", () => {
    expect(unmodeledOf(scenarioDocumentOf({ duration: "1m" }, "s"))).toEqual({});
  });

  it.each([
    [{}, {}],
    [{ after: "1s" }, { after: { type: "constant", value: 1_000_000 } }],
    [{ response: { Item: 1 } }, { response: { Item: 1 } }],
    [{ response: null }, { response: null }],
    [{ error: "Throttled" }, { error: { code: "Throttled", message: "The call failed." } }],
    [
      { error: { code: "Throttled" } },
      { error: { code: "Throttled", message: "The call failed." } },
    ],
    [
      { error: { code: "Throttled", message: "Slow." }, share: "25%", response: 1 },
      { error: { code: "Throttled", message: "Slow." }, share: 0.25, response: 1 },
    ],
  ])("%j is the answer %j", (said, answer) => {
    expect(answersTo({ [name]: said })).toEqual({ [name]: answer });
  });

  it.each([
    [{ share: "5%" }, "share: expected none without an error, received share"],
    [{ share: "0%", error: "X" }, "share: expected more than 0%, received 0%"],
    [
      { error: "X", response: 1 },
      "response: expected a share of the calls that get the error, received a response too",
    ],
    [
      { error: "X", response: 1, share: "100%" },
      "response: expected a share of the calls that get the error, received a response too",
    ],
  ])("%j is refused", (said, message) => {
    expect(() => answersTo({ [name]: said })).toThrow(`unmodeled.${name}.${message}`);
  });
});
