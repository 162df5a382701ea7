import { numberOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { StateMachineType } from "../config.ts";
import { diagnosticsIn } from "../definition.ts";
import type { TestStateFacts, TestStateRequest } from "../language/test-state/request.ts";
import { testState } from "../language/test-state/test-state.ts";
import { isUsable } from "../language/validate/diagnostic.ts";
import { required, respond, statesArn } from "./records.ts";

/** Operations on definitions that belong to no state machine. */
export const definitionOperations: Operations = {
  ValidateStateMachineDefinition: { begin: validate },
  TestState: { begin: test },
};

const mostDiagnostics = 100;

function validate(params: PlainObject): Step {
  const type = (textOf(params["type"]) ?? "STANDARD") as StateMachineType; // One of them, by the model.
  const all = diagnosticsIn(required(params, "definition"), type);
  const wanted =
    params["severity"] === "WARNING" ? all : all.filter((each) => each.severity === "ERROR");
  const given = numberOf(params["maxResults"]) ?? 0;
  const most = given === 0 ? mostDiagnostics : given;
  return respond({
    result: isUsable(all) ? "OK" : "FAIL",
    diagnostics: wanted.slice(0, most).map(({ severity, code, message, location }) => ({
      severity,
      code,
      message,
      ...(location === null ? {} : { location }),
    })),
    truncated: wanted.length > most,
  });
}

function test(params: PlainObject, plane: ControlPlane): Step {
  const facts: TestStateFacts = factsOf(plane);
  const answer = testState(params as unknown as TestStateRequest, facts); // By the model.
  switch (answer.type) {
    case "tested":
      return respond(answer.response);
    case "refused":
      return refused(answer.code, answer.message);
    default:
      return {
        type: "notModeled",
        what: "TestState of a task without a mock is not modeled.",
      };
  }
}

/** What a test of a state is told of where it would run. */
function factsOf(plane: ControlPlane): TestStateFacts {
  const now = wallClockAt(plane.epochMilliseconds, plane.now);
  const name = plane.uuid();
  const stateMachine = `StateMachine-${name}`;
  return {
    draws: {
      now: () => now,
      uuid: () => plane.uuid(),
      // A UUID of the plane has random bits, and a test needs no more of them.
      random: () => Number.parseInt(plane.uuid().slice(0, 8), 16) / 4_294_967_296,
    },
    execution: {
      id: statesArn(`execution:${stateMachine}:${name}`, plane),
      name,
      startTime: formatWallClock(now),
    },
    stateMachine: { id: statesArn(`stateMachine:${stateMachine}`, plane), name: stateMachine },
  };
}
